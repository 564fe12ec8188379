package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How a face is cropped. */
public enum CropAlignment {
  /** By five landmarks if the detector provides them, else by the box. */
  SIMILARITY,
  /** By the box. */
  BOX;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
