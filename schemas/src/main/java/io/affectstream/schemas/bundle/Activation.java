package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Function from the columns of a head to probabilities. */
public enum Activation {
  /** The columns are probabilities already. */
  NONE,
  SOFTMAX,
  SIGMOID;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
