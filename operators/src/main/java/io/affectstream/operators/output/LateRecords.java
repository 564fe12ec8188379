package io.affectstream.operators.output;

import io.affectstream.features.align.LateArrival;
import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;

/** Converts late arrivals to refusals, so that no data disappears. */
public final class LateRecords {

  private LateRecords() {}

  /** The refusal of late data; the coordinates of its record are no longer known. */
  public static Refusal of(LateArrival late) {
    String when =
        late.behind() == LateArrival.AFTER_CLOSE
            ? "after the stream was closed"
            : "%d ms after its segment was given".formatted(late.behind() / 1000);
    return new Refusal(
        Origin.NONE,
        late.stream(),
        late.time(),
        DeadLetterReason.LATE,
        "%s at %d us: expected before its segment was given, came %s; raise alignment.max-lag or use strict mode"
            .formatted(late.modality(), late.time(), when),
        new byte[0]);
  }
}
