package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a word's vector is computed from. */
public enum WordMode {
  /** Each word in isolation. */
  ISOLATED,
  /** The utterance up to and including the word. */
  UTTERANCE;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
