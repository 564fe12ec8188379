package io.affectstream.operators.voice;

import io.affectstream.features.audio.PitchTracker;
import io.affectstream.features.audio.PitchTrackerProvider;

/** A trivial pitch tracker: returns the first sample of the frame. Found by its name. */
public final class FlatPitch implements PitchTrackerProvider {

  static final String NAME = "flat";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PitchTracker create(int sampleRateHz, int frameLength) {
    return frame -> frame[0];
  }
}
