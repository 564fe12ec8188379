package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Format of a face detector's outputs. */
public enum DetectorKind {
  /** {@link Manifest.Grid}. */
  GRID,
  /** YuNet of OpenCV's model zoo. */
  YUNET;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
