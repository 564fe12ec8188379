package io.affectstream.features.align;

import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.schemas.NoWords;

/**
 * Share of a window's steps in which a modality was present, in [0, 1].
 *
 * @param face steps with this row's face
 * @param voice steps with voice
 * @param words steps with a word
 * @param noWords reason why there can be none
 */
public record WindowCoverage(float face, float voice, float words, NoWords noWords) {

  /** Coverage of the window of 2M + 1 steps around a centre. */
  public static WindowCoverage of(Segment segment, Centre centre, int halo) {
    Subject subject = segment.subjects().get(centre.subject());
    int face = 0;
    int voice = 0;
    int words = 0;
    for (int i = centre.step() - halo; i <= centre.step() + halo; i++) {
      face += subject.seen()[i] ? 1 : 0;
      voice += segment.voice()[i].length > 0 ? 1 : 0;
      words += segment.wordAt()[i] >= 0 ? 1 : 0;
    }
    float steps = 2 * halo + 1;
    return new WindowCoverage(face / steps, voice / steps, words / steps, segment.noWords());
  }
}
