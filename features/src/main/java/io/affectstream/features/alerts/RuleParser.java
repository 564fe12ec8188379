package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Condition.Spoken;
import io.affectstream.features.alerts.Token.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rules in the language of docs/alerts.md:
 *
 * <pre>
 * rule    = condition [ "while" condition ] { clause }
 * clause  = "for" duration | integer "times" "in" duration | "quiet" duration
 *         | "where" filter { "and" filter }
 * filter  = ( "role" | "stream" | "face" ) ( "=" | "!=" ) value
 * </pre>
 *
 * Each clause occurs at most once. For single use.
 */
public final class RuleParser {

  /** Maximum length of a rule's text, in characters. */
  public static final int MAX_LENGTH = 2000;

  private static final int MAX_TIMES = 100;
  private static final long SECOND = 1_000_000;

  /** Maximum of {@code for}, microseconds. */
  private static final long MAX_FOR = 3600 * SECOND;

  /** Maximum of {@code in} and {@code quiet}, microseconds. */
  private static final long MAX_PERIOD = 24 * 3600 * SECOND;

  private final Tokens tokens;
  private Condition condition;
  private long forMicros = -1;
  private int times = -1;
  private long inMicros;
  private List<Filter> filters;
  private long quietMicros = -1;

  private RuleParser(Tokens tokens) {
    this.tokens = tokens;
  }

  /**
   * Reads a rule.
   *
   * @throws RuleException if the text does not match the grammar or exceeds a bound
   */
  public static Rule parse(String text) throws RuleException {
    if (text.length() > MAX_LENGTH) {
      throw new RuleException(
          1, 1, "at most %d characters".formatted(MAX_LENGTH), Integer.toString(text.length()));
    }
    return new RuleParser(new Tokens(Lexer.tokens(text))).rule();
  }

  private Rule rule() throws RuleException {
    ConditionParser conditions = new ConditionParser(tokens);
    condition = conditions.condition();
    if (tokens.skip("while")) {
      condition = new Condition.Several(true, List.of(condition, conditions.condition()));
    }
    while (tokens.peek().kind() != Kind.END) {
      clause();
    }
    return new Rule(
        condition,
        Math.max(0, forMicros),
        Math.max(1, times),
        inMicros,
        filters == null ? List.of() : filters,
        Math.max(0, quietMicros));
  }

  private void clause() throws RuleException {
    Token token = tokens.peek();
    if (token.is("for")) {
      once(forMicros < 0, token);
      if (condition.atoms().anyMatch(Spoken.class::isInstance)) {
        throw new RuleException(
            token, "no 'for': words match in a single frame, so they cannot hold for a time");
      }
      tokens.next();
      forMicros = tokens.duration(0, MAX_FOR);
    } else if (token.kind() == Kind.NUMBER) {
      once(times < 0, token);
      times = tokens.integer(1, MAX_TIMES);
      tokens.expect("times");
      tokens.expect("in");
      inMicros = tokens.duration(1, MAX_PERIOD);
    } else if (token.is("where")) {
      once(filters == null, token);
      tokens.next();
      filters = filters();
    } else if (token.is("quiet")) {
      once(quietMicros < 0, token);
      tokens.next();
      quietMicros = tokens.duration(0, MAX_PERIOD);
    } else {
      throw new RuleException(
          token,
          "'and', 'or', 'while', 'for', 'where', 'quiet', a number of 'times', or the end of the rule");
    }
  }

  private static void once(boolean first, Token token) throws RuleException {
    if (!first) {
      throw new RuleException(token, "each clause once");
    }
  }

  private List<Filter> filters() throws RuleException {
    List<Filter> all = new ArrayList<>();
    do {
      all.add(filter());
    } while (tokens.skip("and"));
    return List.copyOf(all);
  }

  private Filter filter() throws RuleException {
    Token subject = tokens.next();
    if (subject.is("role")) {
      return new Filter(Filter.Subject.ROLE, equal(), text("a role"));
    }
    if (subject.is("stream")) {
      return new Filter(Filter.Subject.STREAM, equal(), text("a stream id"));
    }
    if (subject.is("face")) {
      if (!condition.ofFace()) {
        throw new RuleException(
            subject, "'role' or 'stream', because the condition does not depend on a face");
      }
      boolean equal = equal();
      int face = tokens.integer(0, Integer.MAX_VALUE);
      return new Filter(Filter.Subject.FACE, equal, Integer.toString(face));
    }
    throw new RuleException(subject, "'role', 'stream' or 'face'");
  }

  private boolean equal() throws RuleException {
    Token operator = tokens.next();
    if (!operator.is("=") && !operator.is("!=")) {
      throw new RuleException(operator, "'=' or '!='");
    }
    return operator.is("=");
  }

  private String text(String what) throws RuleException {
    Token value = tokens.next();
    if (value.kind() != Kind.WORD && value.kind() != Kind.STRING) {
      throw new RuleException(value, what + " as a word or in double quotes");
    }
    return value.text();
  }
}
