package io.affectstream.jobs.analyze;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.ContentDigest;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ResultSettings;
import io.affectstream.jobs.embedded.WorkOrigin;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/** Everything a run's results depend on, as the origin of its work folder. */
public final class RunInputs {

  private static final int LONGEST_VALUE = 64;

  /** Parts of a plan that change how fast it is played, or where it starts, but no record. */
  private static final Set<String> WITHOUT_EFFECT =
      Set.of("stream", "speed", "published", "decoderThreads", "networkTimeout");

  private RunInputs() {}

  /**
   * Inputs of a run over sources: their content and how each is played, the bundle, the settings
   * that change a result, the version. Reads at most 16 MiB of each source.
   */
  public static WorkOrigin of(List<StreamPlan> plans, AffectConfig config, ModelBundle bundle) {
    Map<String, String> facts = common(config);
    facts.put("bundle", bundle.identity());
    if (plans.stream().noneMatch(StreamPlan::recogniseSpeech)) {
      facts.keySet().removeIf(key -> key.startsWith("speech."));
    }
    plans.forEach(plan -> collect(plan.stream() + ": ", plan, facts));
    return new WorkOrigin(facts);
  }

  /** Inputs of a job on topics: which job it is, the bundle if it has one, settings, version. */
  public static WorkOrigin ofJob(String job, AffectConfig config, Optional<ModelBundle> bundle) {
    Map<String, String> facts = common(config);
    facts.put("job", job);
    bundle.ifPresent(model -> facts.put("bundle", model.identity()));
    return new WorkOrigin(facts);
  }

  private static Map<String, String> common(AffectConfig config) {
    Map<String, String> facts = new TreeMap<>(ResultSettings.of(config));
    String version = RunInputs.class.getPackage().getImplementationVersion();
    facts.put("version", version == null ? "development build" : version);
    return facts;
  }

  /** Every part of a record that may change what is published, those of later versions included. */
  private static void collect(String prefix, Record record, Map<String, String> facts) {
    for (RecordComponent component : record.getClass().getRecordComponents()) {
      String name = component.getName();
      if (WITHOUT_EFFECT.contains(name)) {
        continue;
      }
      Object value = present(value(component, record));
      if (value instanceof MediaSource source) {
        facts.put(prefix + "content", content(source));
      } else if (value instanceof Record nested) {
        collect(prefix, nested, facts);
      } else if (value != null) {
        facts.put(prefix + words(name), text(value));
      }
    }
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(record.getClass() + " must be a public record", e);
    }
  }

  /** What an optional holds; null if it holds nothing, or there is nothing. */
  private static Object present(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.orElse(null);
    }
    if (value instanceof OptionalInt optional) {
      return optional.isPresent() ? optional.getAsInt() : null;
    }
    if (value instanceof OptionalDouble optional) {
      return optional.isPresent() ? optional.getAsDouble() : null;
    }
    return value;
  }

  private static String content(MediaSource source) {
    try {
      return ContentDigest.of(source)
          .orElse(WorkOrigin.UNKNOWN + source.describe() + " may hold something else each time");
    } catch (IOException e) {
      return WorkOrigin.UNKNOWN + source.describe() + " cannot be read";
    }
  }

  /** {@code jpegQuality} as {@code jpeg quality}. */
  private static String words(String name) {
    return name.replaceAll("(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
  }

  private static String text(Object value) {
    String text = value.toString();
    return text.length() <= LONGEST_VALUE
        ? text
        : "%d characters, %s".formatted(text.length(), digest(text));
  }

  private static String digest(String text) {
    try {
      byte[] sum =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sum, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
