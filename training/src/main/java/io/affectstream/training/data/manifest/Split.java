package io.affectstream.training.data.manifest;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Part of a data set. */
public enum Split {
  /** For training. */
  TRAIN,
  /** For model selection. */
  VALIDATION,
  /** For the final measurement. */
  TEST;

  /** Names of a split, ignoring case. */
  static final Map<String, Split> NAMES =
      Map.of(
          "train", TRAIN,
          "training", TRAIN,
          "validation", VALIDATION,
          "valid", VALIDATION,
          "val", VALIDATION,
          "dev", VALIDATION,
          "test", TEST,
          "testing", TEST);

  static Optional<Split> named(String name) {
    return Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT)));
  }
}
