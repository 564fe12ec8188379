package io.affectstream.operators.align;

import io.affectstream.features.align.LateArrival;
import io.affectstream.schemas.Modality;
import java.util.List;

/** Late arrivals of a stream that is already closed. */
final class LateArrivals {

  private LateArrivals() {}

  static List<LateArrival> of(AlignInput input) {
    if (input.faces() != null && !input.faces().end()) {
      return one(input, Modality.FACE, input.faces().time());
    }
    if (input.voice() != null && input.voice().steps().length > 0) {
      return one(input, Modality.VOICE, input.voice().progress());
    }
    if (input.words() != null && !input.words().words().isEmpty()) {
      return one(input, Modality.WORDS, input.words().words().get(0).start());
    }
    return List.of();
  }

  private static List<LateArrival> one(AlignInput input, Modality modality, long time) {
    return List.of(new LateArrival(input.stream(), modality, time, LateArrival.AFTER_CLOSE));
  }
}
