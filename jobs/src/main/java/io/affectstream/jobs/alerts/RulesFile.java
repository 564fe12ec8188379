package io.affectstream.jobs.alerts;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.affectstream.features.alerts.RuleBook;
import io.affectstream.features.alerts.RuleException;
import io.affectstream.features.alerts.RuleParser;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.schemas.Severity;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Reads files of rules (docs/alerts.md): YAML, names of rules below {@code rules}, for each rule
 * the keys {@code when}, {@code severity}, {@code early} and {@code from}. For single use.
 */
public final class RulesFile {

  private static final List<String> KEYS = List.of("when", "severity", "early", "from");

  /** A value and its place. */
  private record Value(String text, int line, int column) {}

  private final Path file;
  private final List<String> lines;
  private final List<RuleVersion> rules = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();

  private RulesFile(Path file, List<String> lines) {
    this.file = file;
    this.lines = lines;
  }

  /**
   * The rules of a file, in its order.
   *
   * @throws RulesFileException if the file has problems; states all of them with their places
   * @throws IOException if it cannot be read
   */
  public static List<RuleVersion> read(Path file) throws IOException {
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      RulesFile unreadable = new RulesFile(file, List.of());
      unreadable.problem(1, 1, "expected text in UTF-8, found other bytes");
      throw new RulesFileException(unreadable.problems);
    }
    RulesFile rules = new RulesFile(file, text.lines().toList());
    try (JsonParser parser = new YAMLFactory().createParser(text)) {
      rules.document(parser);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      rules.problem(line, 1, "YAML: " + withoutExcerpts(e.getOriginalMessage()));
    }
    if (!rules.problems.isEmpty()) {
      throw new RulesFileException(rules.problems);
    }
    return List.copyOf(rules.rules);
  }

  /** The sentences of a parser's message; the excerpts of the file between them are indented. */
  private static String withoutExcerpts(String message) {
    return message.lines().filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
  }

  private void document(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      problem(1, 1, "expected 'rules:' at the top, found nothing of that kind");
      return;
    }
    boolean found = false;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Value key = here(parser, parser.currentName());
      boolean mapping = parser.nextToken() == JsonToken.START_OBJECT;
      if (key.text().equals("rules") && mapping) {
        found = true;
        rules(parser);
      } else {
        problem(key, "expected 'rules:' with the rules below it, found '%s'".formatted(key.text()));
        parser.skipChildren();
      }
    }
    if (!found && problems.isEmpty()) {
      problem(1, 1, "expected 'rules:' at the top, found nothing");
    }
  }

  private void rules(JsonParser parser) throws IOException {
    Map<String, Integer> names = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Value name = here(parser, parser.currentName());
      Integer before = names.put(name.text(), name.line());
      if (before != null) {
        problem(
            name,
            "expected each rule once, found '%s' at line %d too".formatted(name.text(), before));
      }
      if (!RuleVersion.isName(name.text())) {
        problem(
            name,
            "expected a name of %s, found '%s'".formatted(RuleVersion.NAME_RULE, name.text()));
      }
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        rule(name, values(parser));
      } else {
        problem(name, "rule %s: expected the keys %s below it".formatted(name.text(), KEYS));
        parser.skipChildren();
      }
    }
  }

  private Map<String, Value> values(JsonParser parser) throws IOException {
    Map<String, Value> values = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      Value key = here(parser, parser.currentName());
      JsonToken token = parser.nextToken();
      if (!KEYS.contains(key.text())) {
        problem(key, "expected one of the keys %s, found '%s'".formatted(KEYS, key.text()));
        parser.skipChildren();
      } else if (token.isStructStart()) {
        problem(key, "%s: expected a plain value, found a list or mapping".formatted(key.text()));
        parser.skipChildren();
      } else if (values.put(key.text(), here(parser, parser.getText())) != null) {
        problem(key, "expected each key once, found a second '%s'".formatted(key.text()));
      }
    }
    return values;
  }

  private void rule(Value name, Map<String, Value> values) {
    int before = problems.size();
    Value when = values.get("when");
    if (when == null) {
      problem(name, "rule %s: expected 'when: CONDITION', found none".formatted(name.text()));
    } else {
      check(name.text(), when);
    }
    Severity severity = severity(values.getOrDefault("severity", new Value("warning", 0, 0)));
    boolean early = early(values.getOrDefault("early", new Value("false", 0, 0)));
    long from = from(values.getOrDefault("from", new Value(EffectiveFrom.START, 0, 0)));
    if (problems.size() > before) {
      return;
    }
    RuleVersion rule =
        new RuleVersion(name.text(), from, when.text().strip(), severity, early, false);
    if (early && new RuleBook(List.of(rule)).matchesWords()) {
      problem(
          values.get("early"),
          "rule %s: expected a condition without words, as it is early, found 'words match'; words"
                  .formatted(name.text())
              + " arrive after provisional rows. Remove 'early', or make two rules");
    } else {
      rules.add(rule);
    }
  }

  /** Problems in a text that stands in one piece in the file have their place in the file. */
  private void check(String name, Value when) {
    String text = when.text().strip();
    try {
      RuleParser.parse(text);
    } catch (RuleException e) {
      String line = lines.get(when.line() - 1);
      int column = line.indexOf(text, when.column() - 1);
      String problem = "rule %s: expected %s, found %s".formatted(name, e.expected(), e.found());
      if (column >= 0) {
        problem(when.line(), column + e.column(), problem);
      } else {
        problem(when, "%s (line %d, column %d of 'when')".formatted(problem, e.line(), e.column()));
      }
    }
  }

  private Severity severity(Value value) {
    try {
      return Severity.valueOf(value.text().toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      problem(
          value,
          "severity: expected info, warning or critical, found '%s'".formatted(value.text()));
      return Severity.WARNING;
    }
  }

  private boolean early(Value value) {
    if (!value.text().equals("true") && !value.text().equals("false")) {
      problem(value, "early: expected true or false, found '%s'".formatted(value.text()));
    }
    return value.text().equals("true");
  }

  private long from(Value value) {
    try {
      return EffectiveFrom.parse(value.text());
    } catch (IllegalArgumentException e) {
      problem(value, "from: " + e.getMessage());
      return RuleVersion.ALWAYS;
    }
  }

  private static Value here(JsonParser parser, String text) {
    JsonLocation at = parser.currentTokenLocation();
    return new Value(text, at.getLineNr(), at.getColumnNr());
  }

  private void problem(Value at, String problem) {
    problem(at.line(), at.column(), problem);
  }

  private void problem(int line, int column, String problem) {
    problems.add("%s, line %d, column %d: %s".formatted(file, line, column, problem));
  }
}
