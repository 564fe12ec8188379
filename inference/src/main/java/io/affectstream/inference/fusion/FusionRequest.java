package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import java.util.List;

/**
 * A segment with the centres to predict.
 *
 * @param segment the segment
 * @param live indices of those centres, ascending
 */
record FusionRequest(Segment segment, List<Integer> live) {

  List<Centre> centres() {
    return live.stream().map(segment.centres()::get).toList();
  }

  /** Subjects of those centres, ascending: the rows of the sequence inputs. */
  List<Integer> subjects() {
    return centres().stream().map(Centre::subject).distinct().sorted().toList();
  }
}
