package io.affectstream.jobs.config;

import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One key of the tree.
 *
 * @param path full key, e.g. {@code alignment.max-lag.face}
 * @param type type of its value
 * @param option its description
 */
record OptionKey(String path, Type type, Option option) {

  /** Every key in order of declaration. */
  static List<OptionKey> all() {
    List<OptionKey> keys = new ArrayList<>();
    collect("", AffectConfig.class, keys);
    return keys;
  }

  private static void collect(String prefix, Class<?> record, List<OptionKey> into) {
    for (RecordComponent component : record.getRecordComponents()) {
      String path = prefix + kebab(component.getName());
      Option option = component.getAnnotation(Option.class);
      if (option == null) {
        collect(path + ".", component.getType(), into);
      } else {
        into.add(new OptionKey(path, component.getGenericType(), option));
      }
    }
  }

  /** Whether the key contains free keys. */
  boolean isMap() {
    return OptionValue.raw(type) == Map.class;
  }

  /** {@code maxImagePixels} as {@code max-image-pixels}. */
  static String kebab(String name) {
    StringBuilder kebab = new StringBuilder();
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (Character.isUpperCase(c)) {
        kebab.append('-');
      }
      kebab.append(Character.toLowerCase(c));
    }
    return kebab.toString();
  }

  /** {@code EXACTLY_ONCE} as {@code exactly-once}. */
  static String kebab(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
