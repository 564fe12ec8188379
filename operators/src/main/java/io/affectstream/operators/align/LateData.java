package io.affectstream.operators.align;

import io.affectstream.features.align.LateArrival;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import java.util.Optional;

/** Refusals of late data, so that no data disappears. */
final class LateData {

  private LateData() {}

  /** The refusal of late data; the coordinates of its record are no longer known. */
  static Refusal refusal(LateArrival late) {
    String when =
        late.behind() == LateArrival.AFTER_CLOSE
            ? "after the stream was closed"
            : "%d ms after its segment was emitted".formatted(late.behind() / 1000);
    return new Refusal(
        Origin.NONE,
        late.stream(),
        late.time(),
        DeadLetterReason.LATE,
        "%s at %d us: expected before its segment was emitted, arrived %s; raise alignment.max-lag or use strict mode"
            .formatted(late.modality(), late.time(), when),
        new byte[0]);
  }

  /** What an input of a closed stream holds that is late; nothing for its end marks. */
  static Optional<LateArrival> afterClose(AlignInput input) {
    if (input.faces() != null && !input.faces().end()) {
      return afterClose(input, Modality.FACE, input.faces().time());
    }
    if (input.voice() != null && input.voice().steps().length > 0) {
      return afterClose(input, Modality.VOICE, input.voice().progress());
    }
    if (input.words() != null && !input.words().words().isEmpty()) {
      return afterClose(input, Modality.WORDS, input.words().words().get(0).start());
    }
    return Optional.empty();
  }

  private static Optional<LateArrival> afterClose(AlignInput input, Modality modality, long time) {
    return Optional.of(new LateArrival(input.stream(), modality, time, LateArrival.AFTER_CLOSE));
  }
}
