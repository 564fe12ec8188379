package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import org.junit.jupiter.api.Test;

class RefusalLogTest {

  @Test
  void aLineHasTheCoordinatesOfTheRecordAndTheNumberOfOthers() {
    assertThat(RefusalLog.text(refusal(new Origin("affect.video", 2, 17), "talk"), 40))
        .isEqualTo(
            "refused topic affect.video, partition 2, offset 17, stream talk: MALFORMED: expected"
                + " a JPEG, found a PNG (40 more since the last warning)");
  }

  @Test
  void aResultHasNoCoordinates() {
    assertThat(RefusalLog.text(refusal(Origin.NONE, ""), 0))
        .isEqualTo("refused a result: MALFORMED: expected a JPEG, found a PNG");
  }

  @Test
  void everyRefusalBecomesADeadLetter() {
    RefusalLog log = new RefusalLog();
    for (long offset = 0; offset < 3; offset++) {
      Refusal refusal = refusal(new Origin("affect.video", 0, offset), "talk");
      assertThat(log.apply(refusal)).isEqualTo(refusal.toDeadLetter());
    }
  }

  private static Refusal refusal(Origin origin, String stream) {
    return new Refusal(
        origin,
        stream,
        Refusal.NO_TIME,
        DeadLetterReason.MALFORMED,
        "expected a JPEG, found a PNG",
        new byte[0]);
  }
}
