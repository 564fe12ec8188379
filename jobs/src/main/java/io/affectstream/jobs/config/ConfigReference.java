package io.affectstream.jobs.config;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The reference of all keys in Markdown: {@code docs/configuration.md}. */
public final class ConfigReference {

  /** Command that regenerates the file. */
  public static final String COMMAND = "./affect config --markdown > docs/configuration.md";

  private ConfigReference() {}

  /** The whole document. */
  public static String markdown() {
    StringBuilder text =
        new StringBuilder(
            """
            # Configuration

            Generated from the annotations in `jobs/src/main/java/io/affectstream/jobs/config`; regenerate it with
            `%s`.

            Give a YAML file with `--config FILE` and single keys with `--set key=value`, e.g.
            `--set flink.parallelism=2`; flags win over the file. Durations are written `250 ms`, `10 s`, `5 min`, `1 h`;
            sizes `512 KB`, `16 MB`, `2 GB` (powers of 1024); lists with commas. Unknown keys are refused, and all
            problems are reported together.
            """
                .formatted(COMMAND));
    section("", "", AffectConfig.class, text);
    return text.toString();
  }

  private static void section(
      String prefix, String description, Class<?> record, StringBuilder text) {
    if (!prefix.isEmpty()) {
      text.append("\n## `%s`\n\n%s\n".formatted(prefix, description));
    }
    boolean heading = false;
    for (RecordComponent component : record.getRecordComponents()) {
      Option option = component.getAnnotation(Option.class);
      if (option != null) {
        if (!heading) {
          text.append("\n| key | type | default | meaning |\n|---|---|---|---|\n");
          heading = true;
        }
        row(prefix, component, option, text);
      }
    }
    for (RecordComponent component : record.getRecordComponents()) {
      Section section = component.getAnnotation(Section.class);
      if (section != null) {
        String name = OptionKey.kebab(component.getName());
        String path = prefix.isEmpty() ? name : prefix + "." + name;
        section(path, section.value(), component.getType(), text);
      }
    }
  }

  private static void row(
      String prefix, RecordComponent component, Option option, StringBuilder text) {
    String range = OptionValue.range(component.getGenericType(), option);
    text.append(
        "| `%s.%s` | %s%s | %s | %s |\n"
            .formatted(
                prefix,
                OptionKey.kebab(component.getName()),
                type(component.getType(), option),
                range.isEmpty() ? "" : ": " + range,
                option.defaultValue().isEmpty() ? "" : "`" + option.defaultValue() + "`",
                option.value()));
  }

  private static String type(Class<?> type, Option option) {
    if (!option.unit().isEmpty()) {
      return option.unit();
    }
    if (type == Duration.class) {
      return "duration";
    }
    if (type == DataSize.class) {
      return "size";
    }
    if (type == List.class) {
      return "list";
    }
    if (type == Map.class) {
      return "mapping";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    if (type.isEnum()) {
      return "one of";
    }
    return type == String.class ? "text" : "number";
  }

  /**
   * The configuration in force, one {@code key: value} per line, differences from default marked.
   */
  public static String effective(AffectConfig config) {
    StringBuilder text = new StringBuilder();
    effective("", config, text);
    return text.toString();
  }

  private static void effective(String prefix, Record node, StringBuilder text) {
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      String path = prefix + OptionKey.kebab(component.getName());
      Object value;
      try {
        value = component.getAccessor().invoke(node);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
      if (value instanceof Record section && !(value instanceof DataSize)) {
        effective(path + ".", section, text);
      } else {
        String written = OptionValue.format(value);
        String defaultValue = component.getAnnotation(Option.class).defaultValue();
        String mark = written.equals(defaultValue) ? "" : "   # default: " + defaultValue;
        text.append("%s: %s%s%n".formatted(path, written, mark));
      }
    }
  }
}
