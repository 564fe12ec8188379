package io.affectstream.ingest;

import io.affectstream.ingest.media.ContentDigest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that decides which records a plan yields. Two plans with the same facts yield the same
 * records, so one can continue the other.
 */
public final class PlanFacts {

  private static final int LONGEST_VALUE = 64;

  /** Parts of a plan that do not affect the content of records, such as id, origin and speed. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("stream", "source", "speed", "published", "decoderThreads", "networkTimeout");

  private PlanFacts() {}

  /**
   * Digest of the source's content; empty if the content may differ each time the source is opened.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<String> content(StreamPlan plan) throws IOException {
    return ContentDigest.of(plan.source());
  }

  /** How the source is turned into records, by name, e.g. {@code jpeg quality} to {@code 92}. */
  public static SortedMap<String, String> settings(StreamPlan plan) {
    SortedMap<String, String> facts = new TreeMap<>();
    collect(plan, "", facts);
    return facts;
  }

  /** The settings as one digest. */
  public static String settingsDigest(StreamPlan plan) {
    return ContentDigest.of(settings(plan).toString());
  }

  /** Every component of a Java record, including components added in later versions. */
  private static void collect(Record record, String prefix, Map<String, String> facts) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      if (WITHOUT_EFFECT.contains(component.getName())) {
        continue;
      }
      Object raw = value(component, record);
      String name = prefix + words(component.getName());
      present(raw)
          .ifPresent(
              value -> {
                if (value instanceof Record nested) {
                  collect(nested, raw instanceof Optional ? name + " " : prefix, facts);
                } else {
                  facts.put(name, text(value));
                }
              });
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " must be a public record", e);
    }
  }

  private static Optional<?> present(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional;
    }
    if (value instanceof OptionalInt optional) {
      return optional.stream().boxed().findAny();
    }
    if (value instanceof OptionalDouble optional) {
      return optional.stream().boxed().findAny();
    }
    return Optional.of(value);
  }

  /** {@code jpegQuality} as {@code jpeg quality}. */
  private static String words(String name) {
    return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    String text = value.toString();
    return text.length() <= LONGEST_VALUE
        ? text
        : "%d characters, %s".formatted(text.length(), ContentDigest.of(text));
  }
}
