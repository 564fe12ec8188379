package io.affectstream.jobs.config;

import java.lang.reflect.RecordComponent;
import java.util.List;

/** Every key with its default and its meaning as a YAML template. */
public final class ConfigTemplate {

  /** Command that regenerates the file of the distribution. */
  public static final String COMMAND = "./affect config --yaml > dist/src/main/conf/affect.yaml";

  private static final int WIDTH = 110;

  private ConfigTemplate() {}

  /** The whole file; reading it yields the defaults. */
  public static String yaml() {
    StringBuilder text =
        new StringBuilder("# Every setting with its default; see also docs/configuration.md.\n");
    section("", AffectConfig.class, text);
    return text.toString();
  }

  private static void section(String indent, Class<?> record, StringBuilder text) {
    for (RecordComponent component : record.getRecordComponents()) {
      String name = OptionKey.kebab(component.getName());
      Option option = component.getAnnotation(Option.class);
      if (option == null) {
        text.append('\n');
        comment(indent, component.getAnnotation(Section.class).value(), text);
        text.append("%s%s:\n".formatted(indent, name));
        section(indent + "  ", component.getType(), text);
      } else {
        comment(indent, meaning(component, option), text);
        text.append("%s%s: %s\n".formatted(indent, name, value(component, option)));
      }
    }
  }

  private static String meaning(RecordComponent component, Option option) {
    String range = OptionValue.range(component.getGenericType(), option);
    String limits = range.isEmpty() ? "" : " [%s]".formatted(range);
    String unit = option.unit().isEmpty() ? "" : " (%s)".formatted(option.unit());
    return option.value() + unit + limits;
  }

  private static String value(RecordComponent component, Option option) {
    Class<?> type = OptionValue.raw(component.getGenericType());
    String value = option.defaultValue();
    if (type == List.class) {
      return "[" + value + "]";
    }
    return value.isEmpty() ? "\"\"" : value;
  }

  /** Lines of at most {@link #WIDTH} characters, broken between words. */
  private static void comment(String indent, String words, StringBuilder text) {
    StringBuilder line = new StringBuilder(indent).append('#');
    for (String word : words.split(" ")) {
      if (line.length() + 1 + word.length() > WIDTH) {
        text.append(line).append('\n');
        line = new StringBuilder(indent).append('#');
      }
      line.append(' ').append(word);
    }
    text.append(line).append('\n');
  }
}
