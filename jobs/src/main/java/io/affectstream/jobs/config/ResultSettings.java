package io.affectstream.jobs.config;

import java.lang.reflect.RecordComponent;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The effective settings that may change a result, by key; none of them is secret. */
public final class ResultSettings {

  private ResultSettings() {}

  /** Key to value as written in YAML. */
  public static SortedMap<String, String> of(AffectConfig config) {
    SortedMap<String, String> settings = new TreeMap<>();
    collect("", config, settings);
    return settings;
  }

  private static void collect(String prefix, Record node, Map<String, String> into) {
    for (RecordComponent component : node.getClass().getRecordComponents()) {
      String path = prefix + OptionKey.kebab(component.getName());
      Option option = component.getAnnotation(Option.class);
      if (option == null) {
        collect(path + ".", (Record) value(component, node), into);
      } else if (option.changesResults()) {
        into.put(path, OptionValue.format(value(component, node)));
      }
    }
  }

  private static Object value(RecordComponent component, Record node) {
    try {
      return component.getAccessor().invoke(node);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(node.getClass() + " must be a public record", e);
    }
  }
}
