package io.affectstream.features.speaking;

/** Whether faces are judged to speak, and what depends on it. */
public enum SpeakingMode {
  /** Nothing: every face is fused with the voice and the words of its stream. */
  OFF,
  /** Faces are judged; the bundle uses neither voice nor words, so nothing is weighted. */
  JUDGED,
  /** Faces are judged, and voice and words are those of the face that speaks. */
  FUSED
}
