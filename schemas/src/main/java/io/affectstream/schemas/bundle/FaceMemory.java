package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Output of the per-face graph that is the static input of the fusion graph; its text is a role.
 */
public enum FaceMemory {
  POOLED,
  TOKENS;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
