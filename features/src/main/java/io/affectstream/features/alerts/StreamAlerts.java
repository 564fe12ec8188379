package io.affectstream.features.alerts;

import io.affectstream.features.alerts.AlertState.RuleState;
import io.affectstream.features.alerts.AlertState.Subject;
import io.affectstream.features.alerts.Condition.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Decides which rows of a stream trigger alerts. Depends on the rows and the rules alone: on
 * originating times, never on arrival.
 *
 * <p>A rule whose condition refers to probabilities or labels is evaluated for each face, in its
 * measured rows; any other once for each frame, in its first row. An episode is a sequence of such
 * rows that all fulfil the condition, without a gap of more than {@link #MAX_GAP_MICROS} and two
 * frames; it is met once it has lasted for the required time. A rule that does not count triggers
 * one alert per episode that is met: in the first row that is not within the quiet time of an
 * earlier alert of the same rule in the stream. A rule that counts triggers an alert when as many
 * episodes as required were met within the period, and then starts counting from zero.
 */
public final class StreamAlerts {

  /** Gap between rows that ends an episode, unless two frames last longer. */
  static final long MAX_GAP_MICROS = 1_000_000;

  private StreamAlerts() {}

  /**
   * Takes the next row, in order of frame and face.
   *
   * @param state of the stream
   * @param rules all versions of the rules
   * @param out receives the alerts that the row triggers
   */
  public static void row(AlertState state, RuleBook rules, AlertRow row, Consumer<Alert> out) {
    boolean first = row.time() != state.time;
    if (first) {
      frame(state, row);
    }
    List<ActiveRule> active = rules.at(row.time());
    state.rules.removeIf(rule -> active.stream().noneMatch(version -> version.owns(rule)));
    for (ActiveRule rule : active) {
      if ((rule.ofFace() ? row.measured() : first) && rule.rule().admits(row)) {
        evaluate(state, rule, row, out);
      }
    }
  }

  /** A face has left and will not return: drops its state. */
  public static void gone(AlertState state, int face) {
    if (face != AlertRow.NO_FACE) {
      state.rules.forEach(rule -> rule.subjects.removeIf(subject -> subject.face == face));
    }
  }

  private static void frame(AlertState state, AlertRow row) {
    state.time = row.time();
    int kept = Math.max(0, state.words.size() - Phrases.MAX_WORDS + 1);
    List<String> words = new ArrayList<>(state.words.subList(kept, state.words.size()));
    row.spoken().stream().map(Phrases::word).filter(word -> !word.isEmpty()).forEach(words::add);
    state.fresh = words.size() - (state.words.size() - kept);
    state.words = words;
  }

  private static void evaluate(
      AlertState state, ActiveRule rule, AlertRow row, Consumer<Alert> out) {
    RuleState own = state.rule(rule);
    Subject subject = AlertState.subject(own, rule.ofFace() ? row.face() : AlertRow.NO_FACE);
    connect(subject, row);
    boolean[] changed = changed(subject, rule, row);
    if (rule.rule().condition().holds(view(state, row, changed))) {
      holds(state, rule, own, subject, row, out);
    } else {
      subject.since = AlertState.NEVER;
      subject.met = false;
      subject.reported = false;
    }
    if (isIdle(subject)) {
      own.subjects.remove(subject);
    }
    if (own.subjects.isEmpty() && own.quietUntil <= row.time()) {
      state.rules.remove(own);
    }
  }

  /** A gap ends whatever was before it. */
  private static void connect(Subject subject, AlertRow row) {
    long gap = Math.max(MAX_GAP_MICROS, 2 * subject.interval);
    if (subject.last != AlertState.NEVER && row.time() - subject.last > gap) {
      subject.since = AlertState.NEVER;
      subject.met = false;
      subject.reported = false;
      subject.metTimes.clear();
      subject.extremes.clear();
    }
    subject.last = row.time();
    subject.interval = row.interval();
  }

  private static boolean[] changed(Subject subject, ActiveRule rule, AlertRow row) {
    boolean[] changed = new boolean[rule.changes().size()];
    for (Change change : rule.changes()) {
      if (subject.extremes.size() == change.slot()) {
        subject.extremes.add(new Extremes());
      }
      float value = change.measure().of(row);
      if (!Float.isNaN(value)) {
        float extreme =
            subject
                .extremes
                .get(change.slot())
                .add(change.rise(), row.time(), value, row.time() - change.withinMicros());
        double by = change.rise() ? (double) value - extreme : (double) extreme - value;
        changed[change.slot()] = by >= change.by();
      }
    }
    return changed;
  }

  private static Condition.View view(AlertState state, AlertRow row, boolean[] changed) {
    return new Condition.View() {
      @Override
      public AlertRow row() {
        return row;
      }

      @Override
      public boolean changed(int slot) {
        return changed[slot];
      }

      @Override
      public boolean spoken(Phrases phrases) {
        return !phrases.match(state.words, state.fresh).isEmpty();
      }
    };
  }

  private static void holds(
      AlertState state,
      ActiveRule rule,
      RuleState own,
      Subject subject,
      AlertRow row,
      Consumer<Alert> out) {
    if (subject.since == AlertState.NEVER) {
      subject.since = row.time();
    }
    if (row.time() - subject.since < rule.rule().forMicros()) {
      return;
    }
    boolean begins = !subject.met;
    subject.met = true;
    boolean quiet = row.time() < own.quietUntil;
    boolean due =
        rule.rule().times() > 1
            ? begins && counted(subject, rule.rule(), row.time()) && !quiet
            : !subject.reported && !quiet;
    if (due) {
      subject.reported = true;
      subject.metTimes.clear();
      own.quietUntil = row.time() + rule.rule().quietMicros();
      List<String> words =
          rule.phrases().stream()
              .map(phrases -> phrases.match(state.words, state.fresh))
              .filter(match -> !match.isEmpty())
              .toList();
      out.accept(Alert.of(rule, row, subject.since, words));
    }
  }

  /** Counts an episode; whether that makes as many as required. */
  private static boolean counted(Subject subject, Rule rule, long time) {
    subject.metTimes.add(time);
    subject.metTimes.removeIf(earlier -> time - earlier > rule.inMicros());
    if (subject.metTimes.size() > rule.times()) {
      subject.metTimes.remove(0);
    }
    return subject.metTimes.size() == rule.times();
  }

  private static boolean isIdle(Subject subject) {
    return subject.since == AlertState.NEVER
        && subject.extremes.isEmpty()
        && subject.metTimes.isEmpty();
  }
}
