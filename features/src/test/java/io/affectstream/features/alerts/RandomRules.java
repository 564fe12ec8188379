package io.affectstream.features.alerts;

import io.affectstream.schemas.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

/** Random rules, each as text and as a {@link PlainRule}. */
final class RandomRules {

  private static final List<String> NAMES = List.of("a", "b", "c");
  private static final List<String> PHRASES =
      List.of("no", "cancel*", "to * boss", "yes|no no", "Boss!|to", "*");

  private final SplittableRandom random;

  RandomRules(SplittableRandom random) {
    this.random = random;
  }

  /** A text and what it means. */
  private record Meant(String text, PlainRule.Test test, boolean ofFace, boolean words) {}

  /** Versions of up to three rules; {@code end} is the time of the last row. */
  List<PlainRule> rules(long end) {
    List<PlainRule> rules = new ArrayList<>();
    for (String name : NAMES.subList(0, 1 + random.nextInt(NAMES.size()))) {
      long from = RuleVersion.ALWAYS;
      long until = random.nextInt(3) == 0 ? random.nextLong(end + 1) : Long.MAX_VALUE;
      rules.add(rule(name, from, until));
      if (until != Long.MAX_VALUE) {
        rules.add(rule(name, until, Long.MAX_VALUE));
      }
    }
    return rules;
  }

  private PlainRule rule(String name, long from, long until) {
    Meant condition = condition(2);
    if (random.nextInt(4) == 0) {
      Meant further = condition(1);
      Meant first = condition;
      condition =
          new Meant(
              first.text + " while " + further.text,
              (rows, said, fresh) ->
                  first.test.holds(rows, said, fresh) && further.test.holds(rows, said, fresh),
              first.ofFace || further.ofFace,
              first.words || further.words);
    }
    List<String> clauses = new ArrayList<>();
    long forMicros = 0;
    if (!condition.words && random.nextBoolean()) {
      forMicros = random.nextInt(5) * 200_000L;
      clauses.add("for " + forMicros / 1000 + " ms");
    }
    int times = 1;
    long inMicros = 0;
    if (random.nextInt(3) == 0) {
      times = 1 + random.nextInt(3);
      inMicros = 500_000L * (1 + random.nextInt(8));
      clauses.add(times + " times in " + inMicros / 1e6 + " s");
    }
    long quietMicros = 0;
    if (random.nextInt(3) == 0) {
      quietMicros = 500_000L * random.nextInt(8);
      clauses.add("quiet " + quietMicros / 1e6 + "s");
    }
    int face = -1;
    if (condition.ofFace && random.nextInt(4) == 0) {
      face = random.nextInt(3);
      clauses.add("where role = customer and face = " + face);
    }
    StringBuilder text = new StringBuilder(condition.text);
    while (!clauses.isEmpty()) {
      text.append(' ').append(clauses.remove(random.nextInt(clauses.size())));
    }
    return new PlainRule(
        new RuleVersion(name, from, text.toString(), Severity.WARNING, false, false),
        until,
        condition.test,
        condition.ofFace,
        face,
        forMicros,
        times,
        inMicros,
        quietMicros);
  }

  private Meant condition(int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      return atom();
    }
    if (random.nextInt(4) == 0) {
      Meant inner = condition(depth - 1);
      return new Meant(
          "not (" + inner.text + ")",
          (rows, said, fresh) -> !inner.test.holds(rows, said, fresh),
          inner.ofFace,
          inner.words);
    }
    Meant left = condition(depth - 1);
    Meant right = condition(depth - 1);
    boolean all = random.nextBoolean();
    return new Meant(
        "(%s) %s (%s)".formatted(left.text, all ? "and" : "OR", right.text),
        (rows, said, fresh) -> {
          boolean first = left.test.holds(rows, said, fresh);
          boolean second = right.test.holds(rows, said, fresh);
          return all ? first && second : first || second;
        },
        left.ofFace || right.ofFace,
        left.words || right.words);
  }

  private Meant atom() {
    return switch (random.nextInt(6)) {
      case 0, 1 -> level();
      case 2 -> change();
      case 3 -> {
        int label = random.nextInt(3);
        yield new Meant(
            "label is " + List.of("neutral", "Anger", "disgust").get(label),
            (rows, said, fresh) -> last(rows).label() == label,
            true,
            false);
      }
      case 4 ->
          switch (random.nextInt(3)) {
            case 0 ->
                new Meant("no face", (rows, said, fresh) -> last(rows).face() < 0, false, false);
            case 1 ->
                new Meant("no voice", (rows, said, fresh) -> !last(rows).voice(), false, false);
            default ->
                new Meant("no words", (rows, said, fresh) -> !last(rows).words(), false, false);
          };
      default -> words();
    };
  }

  private Meant level() {
    boolean unit = random.nextBoolean();
    boolean over = random.nextBoolean();
    double limit = random.nextInt(11) / 10.0;
    return new Meant(
        "%s %s %s".formatted(unit ? "au2" : "anger", over ? "over" : "under", limit),
        (rows, said, fresh) -> {
          double value = value(last(rows), unit);
          return over ? value > limit : value < limit;
        },
        true,
        false);
  }

  private Meant change() {
    boolean unit = random.nextBoolean();
    boolean rise = random.nextBoolean();
    double by = (1 + random.nextInt(6)) / 10.0;
    long within = 100_000L * (1 + random.nextInt(20));
    return new Meant(
        "%s %s by %s within %d ms"
            .formatted(unit ? "AU2" : "anger", rise ? "rises" : "falls", by, within / 1000),
        (rows, said, fresh) -> {
          double now = value(last(rows), unit);
          return rows.stream()
              .filter(row -> row.time() >= last(rows).time() - within)
              .mapToDouble(row -> value(row, unit))
              .anyMatch(earlier -> (rise ? now - earlier : earlier - now) >= by);
        },
        true,
        false);
  }

  private Meant words() {
    String pattern = PHRASES.get(random.nextInt(PHRASES.size()));
    Pattern regex =
        Pattern.compile(
            "(^| )(%s)$"
                .formatted(
                    pattern.toLowerCase(Locale.ROOT).replace("!", "").replace("*", "[^ ]*")));
    return new Meant(
        "words match \"" + pattern + "\"",
        (rows, said, fresh) -> {
          for (int last = said.size() - fresh; last < said.size(); last++) {
            String text =
                String.join(" ", said.subList(0, last + 1))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[.,!?]", "");
            if (regex.matcher(text).find()) {
              return true;
            }
          }
          return false;
        },
        false,
        true);
  }

  private static AlertRow last(List<AlertRow> rows) {
    return rows.get(rows.size() - 1);
  }

  private static double value(AlertRow row, boolean unit) {
    float[] values = unit ? row.actionUnits() : row.expression();
    return values.length < 2 ? Double.NaN : values[1];
  }
}
