package io.affectstream.training.study;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.affectstream.training.fusion.FusionTrainingConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads settings from JSON: every key must be there and known. */
public final class StudySettings {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .build();

  private StudySettings() {}

  /**
   * The trainer's settings.
   *
   * @throws IOException if it is no JSON, or a key is missing, unknown or mistyped
   */
  public static FusionTrainingConfig read(Path file) throws IOException {
    return read(file, FusionTrainingConfig.class);
  }

  static <T> T read(Path file, Class<T> type) throws IOException {
    return MAPPER.readValue(Files.readString(file), type);
  }
}
