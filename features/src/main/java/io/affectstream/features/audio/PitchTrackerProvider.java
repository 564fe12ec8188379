package io.affectstream.features.audio;

/** Service interface for pitch trackers of other modules. */
public interface PitchTrackerProvider {

  /** Short name for configuration and logs. */
  String name();

  /** A tracker for frames of {@code frameLength} samples at {@code sampleRateHz}. */
  PitchTracker create(int sampleRateHz, int frameLength);
}
