package io.affectstream.jobs.config;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads the configuration: defaults, then a YAML file, then {@code key=value} flags. */
public final class ConfigReader {

  private final RawConfig raw;
  private final List<ConfigProblem> problems = new ArrayList<>();

  private ConfigReader(RawConfig raw) {
    this.raw = raw;
    problems.addAll(raw.problems());
  }

  /** All defaults. */
  public static AffectConfig defaults() {
    try {
      return read(Optional.empty(), List.of());
    } catch (ConfigException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Reads and checks.
   *
   * @param file YAML file, if any
   * @param flags {@code key=value}, later ones win
   * @throws ConfigException with every problem found
   */
  public static AffectConfig read(Optional<Path> file, List<String> flags) throws ConfigException {
    ConfigReader reader = new ConfigReader(RawConfig.read(file, flags));
    reader.refuseUnknown();
    AffectConfig config =
        reader.withClientFile((AffectConfig) reader.build("", AffectConfig.class));
    if (reader.problems.isEmpty()) {
      reader.problems.addAll(ConfigRules.check(config));
    }
    if (!reader.problems.isEmpty()) {
      throw new ConfigException(reader.problems);
    }
    return config;
  }

  private AffectConfig withClientFile(AffectConfig config) {
    String file = config.kafka().configFile();
    try {
      return config.with(ClientFile.merge(config.kafka()));
    } catch (IOException e) {
      problems.add(
          new ConfigProblem(
              "kafka.config-file",
              file,
              e.getMessage(),
              "check the path given with --kafka-config and its permissions"));
      return config;
    }
  }

  private void refuseUnknown() {
    List<OptionKey> keys = OptionKey.all();
    for (String key : raw.values().keySet()) {
      if (keys.stream().noneMatch(known -> covers(known, key))) {
        String origin = raw.origin(key);
        problems.add(
            new ConfigProblem(
                key,
                raw.values().get(key),
                "a known key (" + origin + ")",
                near(keys, key)
                        .map(known -> "did you mean '" + known + "'? All keys: ")
                        .orElse("all keys: ")
                    + "docs/configuration.md"));
      }
    }
  }

  private static boolean covers(OptionKey known, String key) {
    return known.path().equals(key) || (known.isMap() && key.startsWith(known.path() + "."));
  }

  /** The most similar key, unless more than half of it differs. */
  private static Optional<String> near(List<OptionKey> keys, String key) {
    return keys.stream()
        .map(OptionKey::path)
        .min(Comparator.comparingInt(known -> distance(known, key)))
        .filter(known -> distance(known, key) <= key.length() / 2);
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }

  private Object build(String prefix, Class<?> record) {
    RecordComponent[] components = record.getRecordComponents();
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      RecordComponent component = components[i];
      String path = prefix + OptionKey.kebab(component.getName());
      Option option = component.getAnnotation(Option.class);
      types[i] = component.getType();
      arguments[i] =
          option == null
              ? build(path + ".", component.getType())
              : value(new OptionKey(path, component.getGenericType(), option));
    }
    try {
      Constructor<?> constructor = record.getDeclaredConstructor(types);
      return constructor.newInstance(arguments);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record + " must be a public record", e);
    }
  }

  private Object value(OptionKey key) {
    if (key.isMap()) {
      return below(key.path());
    }
    String written = raw.values().get(key.path());
    if (written != null) {
      try {
        return OptionValue.parse(key.type(), key.option(), written);
      } catch (IllegalArgumentException | ArithmeticException e) {
        problems.add(
            new ConfigProblem(
                key.path(),
                written,
                e.getMessage(),
                "correct it (%s) or leave it out for '%s'"
                    .formatted(raw.origin(key.path()), key.option().defaultValue())));
      }
    }
    return OptionValue.parse(key.type(), key.option(), key.option().defaultValue());
  }

  private Map<String, String> below(String path) {
    Map<String, String> map = new TreeMap<>();
    raw.values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(path + ".")) {
                map.put(key.substring(path.length() + 1), value);
              }
            });
    return map;
  }
}
