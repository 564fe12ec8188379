package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Graph that computes a prediction. */
public enum HeadGraph {
  /** The per-face graph. */
  FACE,
  /** The graph over segments. */
  FUSION;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
