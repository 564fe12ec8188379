package io.affectstream.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Reads settings of a run from JSON. */
public final class SettingsFile {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .build();

  private SettingsFile() {}

  /**
   * The settings of a file.
   *
   * @param type a record; keys of its primitive components are required
   * @throws IOException if the file cannot be read, is not JSON, or a key is missing, unknown or
   *     mistyped; the message names file and key
   */
  public static <T> T read(Path file, Class<T> type) throws IOException {
    try {
      return MAPPER.readValue(Files.readString(file), type);
    } catch (NoSuchFileException e) {
      throw new IOException("%s: expected a settings file, found nothing".formatted(file), e);
    } catch (UnrecognizedPropertyException e) {
      throw new IOException(
          "%s: expected keys of %s, found '%s'"
              .formatted(file, e.getKnownPropertyIds(), e.getPropertyName()),
          e);
    } catch (JsonMappingException e) {
      String key =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .filter(name -> name != null)
              .collect(Collectors.joining("."));
      throw new IOException(
          "%s: key '%s': %s".formatted(file, key, firstLine(e.getOriginalMessage())), e);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "%s: expected JSON, found %s".formatted(file, firstLine(e.getOriginalMessage())), e);
    }
  }

  private static String firstLine(String text) {
    return text.contains("`null`")
        ? "expected a value, found none"
        : text.lines().findFirst().orElse("");
  }
}
