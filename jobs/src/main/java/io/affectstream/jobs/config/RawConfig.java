package io.affectstream.jobs.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys and texts as written, flattened to full keys. Sequences become comma separated texts. Flags
 * override the file; problems are collected, never thrown.
 */
final class RawConfig {

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> origins = new LinkedHashMap<>();
  private final List<ConfigProblem> problems = new ArrayList<>();

  static RawConfig read(Optional<Path> file, List<String> flags) {
    RawConfig raw = new RawConfig();
    file.ifPresent(raw::file);
    flags.forEach(raw::flag);
    return raw;
  }

  Map<String, String> values() {
    return values;
  }

  List<ConfigProblem> problems() {
    return problems;
  }

  /** Location of a key, e.g. {@code affect.yaml line 3}. */
  String origin(String key) {
    return origins.getOrDefault(key, "");
  }

  private void flag(String flag) {
    int equals = flag.indexOf('=');
    if (equals <= 0) {
      problems.add(
          new ConfigProblem("--set", flag, "key=value", "write e.g. --set flink.parallelism=2"));
      return;
    }
    String key = flag.substring(0, equals).strip();
    values.put(key, flag.substring(equals + 1));
    origins.put(key, "--set");
  }

  private void file(Path file) {
    try (JsonParser parser = new YAMLFactory().createParser(Files.readString(file))) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        mapping(parser, "", file.getFileName().toString());
      } else if (first != null && first != JsonToken.VALUE_NULL) {
        problem(file, "a mapping of sections at the top", "see docs/configuration.md");
      }
    } catch (NoSuchFileException e) {
      problem(file, "an existing file", "check the path given with --config");
    } catch (JsonProcessingException e) {
      problem(
          file,
          "YAML; line %d: %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getLineNr(),
                  e.getOriginalMessage().lines().findFirst().orElse("not parseable")),
          "correct the file");
    } catch (IOException e) {
      problem(file, "a readable text file (" + e + ")", "check the path given with --config");
    }
  }

  private void problem(Path file, String rule, String remedy) {
    problems.add(new ConfigProblem("--config", file.toString(), rule, remedy));
  }

  private void mapping(JsonParser parser, String prefix, String file) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      String origin = file + " line " + parser.currentTokenLocation().getLineNr();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        mapping(parser, key + ".", file);
      } else {
        put(key, token == JsonToken.START_ARRAY ? sequence(parser, key) : text(parser), origin);
      }
    }
  }

  private void put(String key, String value, String origin) {
    String before = origins.put(key, origin);
    if (before != null) {
      problems.add(
          new ConfigProblem(
              key, value, "each key once", "remove it at " + before + " or " + origin));
    }
    values.put(key, value);
  }

  private String sequence(JsonParser parser, String key) throws IOException {
    List<String> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken().isStructStart()) {
        problems.add(
            new ConfigProblem(key, "a nested value", "a list of plain values", "flatten the list"));
        parser.skipChildren();
      } else {
        items.add(text(parser));
      }
    }
    return String.join(", ", items);
  }

  private static String text(JsonParser parser) throws IOException {
    return parser.currentToken() == JsonToken.VALUE_NULL ? "" : parser.getText();
  }
}
