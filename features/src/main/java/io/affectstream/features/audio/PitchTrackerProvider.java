package io.affectstream.features.audio;

/** Service interface by which a module outside this one offers a pitch tracker. */
public interface PitchTrackerProvider {

  /** Short name for configuration and logs. */
  String name();

  /** A tracker for frames of {@code frameLength} samples at {@code sampleRateHz}. */
  PitchTracker create(int sampleRateHz, int frameLength);
}
