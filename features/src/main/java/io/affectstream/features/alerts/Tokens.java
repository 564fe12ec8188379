package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Token.Kind;
import java.math.BigDecimal;
import java.util.List;

/** The tokens of a rule while it is read. */
final class Tokens {

  private static final String UNITS = "'ms', 's', 'min' or 'h'";

  private final List<Token> tokens;
  private int at;

  Tokens(List<Token> tokens) {
    this.tokens = tokens;
  }

  Token peek() {
    return tokens.get(at);
  }

  /** The next token; stays at the end. */
  Token next() {
    Token token = peek();
    if (token.kind() != Kind.END) {
      at++;
    }
    return token;
  }

  /** Skips a keyword or symbol if it is next. */
  boolean skip(String keyword) {
    boolean found = peek().is(keyword);
    if (found) {
      at++;
    }
    return found;
  }

  void expect(String keyword) throws RuleException {
    if (!skip(keyword)) {
      throw new RuleException(peek(), "'" + keyword + "'");
    }
  }

  int integer(int min, int max) throws RuleException {
    Token token = next();
    try {
      if (token.kind() == Kind.NUMBER) {
        int value = Integer.parseInt(token.text());
        if (value >= min && value <= max) {
          return value;
        }
      }
    } catch (NumberFormatException e) {
      // reported below
    }
    throw new RuleException(token, "a whole number from %d to %d".formatted(min, max));
  }

  /** A number from 0 to 1. */
  double share(boolean zero) throws RuleException {
    Token token = next();
    if (token.kind() == Kind.NUMBER) {
      double value = Double.parseDouble(token.text());
      if (value <= 1 && (zero || value > 0)) {
        return value;
      }
    }
    throw new RuleException(token, zero ? "a number from 0 to 1" : "a number above 0, up to 1");
  }

  /** A duration, microseconds. */
  long duration(long minMicros, long maxMicros) throws RuleException {
    Token number = next();
    if (number.kind() != Kind.NUMBER) {
      throw new RuleException(number, "a duration, e.g. '3 s' (" + UNITS + ")");
    }
    Token unit = next();
    BigDecimal micros = new BigDecimal(number.text()).multiply(BigDecimal.valueOf(micros(unit)));
    if (micros.compareTo(BigDecimal.valueOf(minMicros)) < 0
        || micros.compareTo(BigDecimal.valueOf(maxMicros)) > 0) {
      throw new RuleException(
          number.line(),
          number.column(),
          "a duration %s %d s"
              .formatted(minMicros > 0 ? "above 0, up to" : "up to", maxMicros / 1_000_000),
          "'%s %s'".formatted(number.text(), unit.text()));
    }
    return micros.longValue();
  }

  private static long micros(Token unit) throws RuleException {
    return switch (unit.kind() == Kind.WORD ? unit.lower() : "") {
      case "ms" -> 1000L;
      case "s" -> 1_000_000L;
      case "min" -> 60_000_000L;
      case "h" -> 3_600_000_000L;
      default -> throw new RuleException(unit, "a unit of time: " + UNITS);
    };
  }
}
