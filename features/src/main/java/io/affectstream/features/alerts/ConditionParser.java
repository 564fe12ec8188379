package io.affectstream.features.alerts;

import io.affectstream.features.alerts.Condition.Absent;
import io.affectstream.features.alerts.Condition.Change;
import io.affectstream.features.alerts.Condition.Label;
import io.affectstream.features.alerts.Condition.Level;
import io.affectstream.features.alerts.Condition.Not;
import io.affectstream.features.alerts.Condition.Presence;
import io.affectstream.features.alerts.Condition.Several;
import io.affectstream.features.alerts.Condition.Spoken;
import io.affectstream.features.alerts.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the conditions of a rule:
 *
 * <pre>
 * condition = term { "or" term }
 * term      = factor { "and" factor }
 * factor    = [ "not" ] ( "(" condition ")" | atom )
 * atom      = measure ( "over" | "under" ) number
 *           | measure ( "rises" | "falls" ) "by" number "within" duration
 *           | "label" "is" expression
 *           | "no" ( "face" | "voice" | "words" )
 *           | "words" "match" text
 * </pre>
 */
final class ConditionParser {

  /** Maximum of {@code within}, microseconds; bounds the state. */
  static final long MAX_WITHIN = 120_000_000;

  private static final int MAX_DEPTH = 20;
  private static final int MAX_ATOMS = 20;

  private static final String MEASURES =
      Measure.ALL.stream().map(Measure::name).collect(Collectors.joining(", "));
  private static final String EXPRESSIONS =
      Measure.ALL.stream()
          .filter(measure -> !measure.actionUnit())
          .map(Measure::name)
          .collect(Collectors.joining(", "));

  private final Tokens tokens;
  private int depth;
  private int atoms;
  private int changes;

  ConditionParser(Tokens tokens) {
    this.tokens = tokens;
  }

  Condition condition() throws RuleException {
    List<Condition> terms = new ArrayList<>();
    do {
      terms.add(term());
    } while (tokens.skip("or"));
    return joined(false, terms);
  }

  private Condition term() throws RuleException {
    List<Condition> factors = new ArrayList<>();
    do {
      factors.add(factor());
    } while (tokens.skip("and"));
    return joined(true, factors);
  }

  private static Condition joined(boolean all, List<Condition> conditions) {
    return conditions.size() == 1 ? conditions.get(0) : new Several(all, List.copyOf(conditions));
  }

  private Condition factor() throws RuleException {
    Token first = tokens.peek();
    if (++depth > MAX_DEPTH) {
      throw new RuleException(
          first, "at most %d parentheses or 'not' within each other".formatted(MAX_DEPTH));
    }
    Condition condition;
    if (tokens.skip("not")) {
      condition = new Not(factor());
    } else if (tokens.skip("(")) {
      condition = condition();
      tokens.expect(")");
    } else {
      condition = atom();
    }
    depth--;
    return condition;
  }

  private Condition atom() throws RuleException {
    Token token = tokens.next();
    if (++atoms > MAX_ATOMS) {
      throw new RuleException(token, "at most %d conditions in a rule".formatted(MAX_ATOMS));
    }
    if (token.is("no")) {
      return new Absent(presence());
    }
    if (token.is("words")) {
      tokens.expect("match");
      return new Spoken(phrases());
    }
    if (token.is("label")) {
      tokens.expect("is");
      return new Label(expression());
    }
    Optional<Measure> measure =
        token.kind() == Kind.WORD ? Measure.named(token.text()) : Optional.empty();
    if (measure.isEmpty()) {
      throw new RuleException(
          token,
          "a condition: 'no', 'not', 'words', 'label', '(', or one of %s".formatted(MEASURES));
    }
    return of(measure.get());
  }

  private Condition of(Measure measure) throws RuleException {
    Token verb = tokens.next();
    if (verb.is("over") || verb.is("under")) {
      return new Level(measure, verb.is("over"), tokens.share(true));
    }
    if (verb.is("rises") || verb.is("falls")) {
      tokens.expect("by");
      double by = tokens.share(false);
      tokens.expect("within");
      return new Change(measure, verb.is("rises"), by, tokens.duration(1, MAX_WITHIN), changes++);
    }
    throw new RuleException(
        verb, "'over', 'under', 'rises' or 'falls' after '%s'".formatted(measure.name()));
  }

  private Presence presence() throws RuleException {
    Token token = tokens.next();
    if (token.is("face")) {
      return Presence.FACE;
    }
    if (token.is("voice")) {
      return Presence.VOICE;
    }
    if (token.is("words")) {
      return Presence.WORDS;
    }
    throw new RuleException(token, "'face', 'voice' or 'words' after 'no'");
  }

  private Measure expression() throws RuleException {
    Token token = tokens.next();
    return Measure.named(token.text())
        .filter(measure -> !measure.actionUnit())
        .orElseThrow(() -> new RuleException(token, "one of " + EXPRESSIONS));
  }

  private Phrases phrases() throws RuleException {
    Token token = tokens.next();
    if (token.kind() != Kind.STRING) {
      throw new RuleException(token, "words in double quotes, e.g. \"cancel|lawyer\"");
    }
    try {
      return Phrases.of(token.text());
    } catch (IllegalArgumentException e) {
      throw new RuleException(token, e.getMessage());
    }
  }
}
