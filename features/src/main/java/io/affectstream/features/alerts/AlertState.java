package io.affectstream.features.alerts;

import java.util.ArrayList;
import java.util.List;

/**
 * State of the rules for one stream. Public fields: it is checkpointed.
 *
 * <p>Bound: the words of one frame and {@link Phrases#MAX_WORDS} before it; for each effective rule
 * and face present a few numbers, the times of at most 100 episodes if the rule counts, and for
 * each {@code rises} or {@code falls} in it at most the rows of its period (120 s).
 */
public final class AlertState {

  static final long NEVER = Long.MIN_VALUE;

  /** Originating time of the last frame, microseconds. */
  public long time = NEVER;

  /** The latest words, as they are compared. */
  public List<String> words = new ArrayList<>();

  /** How many of them came with the last frame. */
  public int fresh;

  /** State of the rules that have any. */
  public List<RuleState> rules = new ArrayList<>();

  /** State of a stream without rows so far. */
  public AlertState() {}

  /** One rule. */
  public static final class RuleState {

    /** Key of the version. */
    public String rule = "";

    /** Text of the version. */
    public String text = "";

    /** Originating time before which there is no further alert, microseconds. */
    public long quietUntil = NEVER;

    /** The faces with state; face -1 for rules of the stream as a whole. */
    public List<Subject> subjects = new ArrayList<>();
  }

  /** One rule and face. */
  public static final class Subject {

    /** Face. */
    public int face;

    /** Originating time of the last row, microseconds. */
    public long last = NEVER;

    /** Duration of its frame, microseconds. */
    public long interval;

    /** Originating time since which the condition holds, microseconds; NEVER if it does not. */
    public long since = NEVER;

    /** Whether it has held for as long as required. */
    public boolean met;

    /** Whether this episode has had its alert. */
    public boolean reported;

    /** Originating times at which the condition was met, if the rule counts, microseconds. */
    public List<Long> metTimes = new ArrayList<>();

    /** Extremes of the measures whose changes the rule refers to, by slot. */
    public List<Extremes> extremes = new ArrayList<>();
  }

  RuleState rule(ActiveRule active) {
    for (RuleState rule : rules) {
      if (active.owns(rule)) {
        return rule;
      }
    }
    RuleState rule = new RuleState();
    rule.rule = active.version().key();
    rule.text = active.version().text();
    rules.add(rule);
    return rule;
  }

  static Subject subject(RuleState rule, int face) {
    for (Subject subject : rule.subjects) {
      if (subject.face == face) {
        return subject;
      }
    }
    Subject subject = new Subject();
    subject.face = face;
    rule.subjects.add(subject);
    return subject;
  }
}
