package io.affectstream.features.tarsos;

import io.affectstream.features.audio.PitchTracker;
import io.affectstream.features.audio.PitchTrackerProvider;

/** Provides {@link TarsosPitchTracker} under the name {@value #NAME}. */
public final class TarsosPitchTrackerProvider implements PitchTrackerProvider {

  /** Name for configuration and logs. */
  public static final String NAME = "tarsos";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PitchTracker create(int sampleRateHz, int frameLength) {
    return new TarsosPitchTracker(sampleRateHz, frameLength);
  }
}
