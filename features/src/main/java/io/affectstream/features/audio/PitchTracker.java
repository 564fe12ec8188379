package io.affectstream.features.audio;

/** Fundamental frequency of one short frame. Not thread-safe. */
@FunctionalInterface
public interface PitchTracker {

  /**
   * Pitch of a frame in Hz, 0 where it is unvoiced. Depends on the frame alone.
   *
   * @param frame mono samples in [-1, 1], of the length the tracker was made for; not modified
   */
  float pitchHz(float[] frame);
}
