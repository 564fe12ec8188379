package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Reads and writes {@code manifest.json}. Unknown keys and mistyped values are refused. */
public final class ManifestJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private ManifestJson() {}

  /**
   * Parses a manifest.
   *
   * @param json its text
   * @param origin file named in errors
   * @throws ManifestException if the text is no JSON or has an unknown or mistyped key
   */
  public static Manifest read(String json, String origin) throws ManifestException {
    try {
      return MAPPER.readValue(json, Manifest.class);
    } catch (JsonMappingException e) {
      throw new ManifestException(
          "%s: at '%s': %s".formatted(origin, path(e), e.getOriginalMessage()), e);
    } catch (JsonProcessingException e) {
      throw new ManifestException(
          "%s: expected JSON, found an error at line %d: %s"
              .formatted(origin, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
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

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference reference : e.getPath()) {
      path.append(path.isEmpty() ? "" : ".").append(reference.getFieldName());
    }
    return path.toString();
  }
}
