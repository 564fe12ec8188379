package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentConfig.Mode;
import io.affectstream.features.align.AlignmentState.Progress;
import io.affectstream.schemas.Modality;

/** Decides which modalities segments wait for. */
final class Readiness {

  private final AlignmentConfig config;

  Readiness(AlignmentConfig config) {
    this.config = config;
  }

  /** Whether every expected modality has begun, has ended or lags. */
  boolean begun(AlignmentState state) {
    for (Modality modality : Modality.values()) {
      Progress progress = state.of(modality);
      if (progress.expected && !progress.begun() && !progress.ended && !lags(state, modality)) {
        return false;
      }
    }
    return true;
  }

  /** The modality whose data are the rows: the first that was expected and has begun. */
  static Modality driver(AlignmentState state) {
    for (Modality modality : Modality.values()) {
      if (state.of(modality).expected && state.of(modality).begun()) {
        return modality;
      }
    }
    return Modality.WORDS;
  }

  /** Whether every expected modality is complete up to a time (microseconds), has ended or lags. */
  boolean complete(AlignmentState state, long through) {
    for (Modality modality : Modality.values()) {
      Progress progress = state.of(modality);
      if (progress.expected
          && !progress.ended
          && progress.through < through
          && !lags(state, modality)) {
        return false;
      }
    }
    return true;
  }

  /** Whether the mode no longer waits for a modality. */
  private boolean lags(AlignmentState state, Modality modality) {
    if (config.mode() == Mode.STRICT) {
      return false;
    }
    long furthest = state.furthest();
    if (furthest == AlignmentState.NEVER) {
      return false;
    }
    Progress progress = state.of(modality);
    long from = progress.begun() ? progress.through : state.origin;
    return furthest - from > maxLagMicros(modality);
  }

  private long maxLagMicros(Modality modality) {
    return switch (modality) {
      case FACE -> config.maxLagFace().toNanos() / 1000;
      case VOICE -> config.maxLagVoice().toNanos() / 1000;
      case WORDS -> config.maxLagWords().toNanos() / 1000;
    };
  }
}
