package io.affectstream.features.align;

import io.affectstream.features.speaking.Speakers;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.speaking.SpeakingModel;

/**
 * Judges which face of a stream speaks. The sound of a stream with a role is the channel of that
 * role, so its faces are not judged.
 */
final class FaceSpeakers {

  private final Speakers judging;
  private final Speakers off = new Speakers(SpeakingModel.DEFAULT, SpeakingMode.OFF);

  FaceSpeakers(SpeakingMode mode) {
    this.judging = new Speakers(SpeakingModel.DEFAULT, mode);
  }

  Speakers of(AlignmentState state) {
    return state.role.isEmpty() ? judging : off;
  }
}
