package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** Reads and writes {@code manifest.json}. Unknown keys and mistyped values are refused. */
public final class ManifestJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
          .build();

  private ManifestJson() {}

  /**
   * Parses a manifest of this release.
   *
   * @param json its text
   * @param origin file named in errors
   * @throws ManifestException like the other method, and if a value is outside of its closed set
   */
  public static Manifest read(String json, String origin) throws ManifestException {
    Map<String, String> unknown = new TreeMap<>();
    Manifest manifest = read(json, origin, unknown);
    if (!unknown.isEmpty()) {
      throw new ManifestException(
          "%s: expected values that this release knows, found %s".formatted(origin, unknown), null);
    }
    return manifest;
  }

  /**
   * Parses a manifest.
   *
   * @param json its text
   * @param origin file named in errors
   * @param unknown receives the values outside of their closed set, by key such as {@code
   *     detector.kind}; they are {@code null} in the manifest
   * @throws ManifestException if the text is not a JSON object, has an unknown, repeated or
   *     mistyped key, or is of another format
   */
  public static Manifest read(String json, String origin, Map<String, String> unknown)
      throws ManifestException {
    try {
      JsonNode tree = MAPPER.readTree(json);
      requireFormat(tree, origin);
      return MAPPER.readerFor(Manifest.class).withHandler(new Unknown(unknown)).readValue(tree);
    } catch (JsonMappingException e) {
      throw new ManifestException(
          "%s: at '%s': %s".formatted(origin, path(e), e.getOriginalMessage()), e);
    } catch (JsonProcessingException e) {
      throw new ManifestException(
          "%s: expected JSON, found an error at line %d: %s"
              .formatted(origin, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory cannot be read", e);
    }
  }

  /** Text of a manifest, keys in declaration order. */
  public static String write(Manifest manifest) {
    try {
      return MAPPER.writeValueAsString(manifest) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("manifest does not serialise", e);
    }
  }

  private static void requireFormat(JsonNode tree, String origin) throws ManifestException {
    if (!tree.isObject()) {
      throw new ManifestException(
          "%s: expected a JSON object, found %s".formatted(origin, tree.getNodeType()), null);
    }
    JsonNode format = tree.path("format");
    if (!format.isInt() || format.intValue() != Manifest.FORMAT) {
      throw new ManifestException(
          "%s: at 'format': expected %d, found %s; this release reads format %d only: use a bundle of that format or the release that wrote this one"
              .formatted(
                  origin,
                  Manifest.FORMAT,
                  format.isMissingNode() ? "nothing" : format,
                  Manifest.FORMAT),
          null);
    }
  }

  /** Collects values outside of their closed set instead of failing at the first. */
  private static final class Unknown extends DeserializationProblemHandler {

    private final Map<String, String> found;

    Unknown(Map<String, String> found) {
      this.found = found;
    }

    @Override
    public Object handleWeirdStringValue(
        DeserializationContext context, Class<?> type, String value, String message) {
      if (!type.isEnum()) {
        return NOT_HANDLED;
      }
      String path = context.getParser().getParsingContext().pathAsPointer().toString();
      found.put(path.substring(1).replace('/', '.'), value);
      return null;
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      if (reference.getFieldName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
      }
    }
    return path.toString();
  }
}
