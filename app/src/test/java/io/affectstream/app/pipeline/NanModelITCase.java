package io.affectstream.app.pipeline;

import static io.affectstream.app.pipeline.Feed.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.app.pipeline.Feed.Sent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A model that returns NaN. */
class NanModelITCase {

  private static final int FRAMES = 20;

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  static void publish(Feed feed) throws Exception {
    String topic = feed.topics().video();
    feed.open("nan", Modality.FACE);
    for (int i = 0; i < FRAMES; i++) {
      byte[] jpeg = Images.lit(feed.image(i), 0.5, isBright(i) ? 120 : 0);
      byte[] frame = feed.encoded(feed.frame("nan", i).setData(ByteBuffer.wrap(jpeg)).build());
      if (isBright(i)) {
        feed.bad("nan", topic, frame);
      } else {
        feed.put(topic, "nan", frame);
      }
    }
    feed.endVideo("nan", FRAMES);
    feed.endGood();
  }

  private static boolean isBright(int frame) {
    return frame % 5 == 3;
  }

  @Test
  void aModelThatAnswersNanGivesADeadLetterAndSparesTheNeighbours() {
    List<Integer> bright =
        LongStream.range(0, FRAMES)
            .mapToInt(i -> (int) i)
            .filter(i -> isBright(i))
            .boxed()
            .toList();
    List<DeadLetter> letters =
        run.nanOut().letters().stream().filter(letter -> letter.getStream().equals("nan")).toList();
    assertThat(letters)
        .extracting(
            letter -> new Sent(letter.getTopic(), letter.getPartition(), letter.getOffset()))
        .containsExactlyInAnyOrderElementsOf(run.nanFeed().bad("nan"));
    assertThat(letters)
        .allSatisfy(
            letter -> {
              assertThat(letter.getReason()).isEqualTo(DeadLetterReason.MODEL_OUTPUT_NOT_FINITE);
              assertThat(letter.getMessage()).contains("expected finite values", "found NaN");
            })
        .extracting(letter -> (int) (letter.getTime() / INTERVAL))
        .containsExactlyInAnyOrderElementsOf(bright);
    assertThat(run.nanOut().rows("nan"))
        .extracting(AffectFrame::getFrame, AffectFrame::getReason)
        .containsExactlyElementsOf(
            LongStream.range(0, FRAMES)
                .mapToObj(i -> tuple(i, isBright((int) i) ? Reason.MODEL_FAILED : Reason.MEASURED))
                .toList());
    assertThat(run.nanOut().rows("nan"))
        .filteredOn(row -> row.getReason() == Reason.MEASURED)
        .allSatisfy(
            row ->
                assertThat(row.getProbabilities())
                    .containsExactly(0.1f, 0.1f, 0.1f, 0.1f, 0.4f, 0.1f, 0.1f, 0f));
    assertThat(run.nanOut().rows("nan"))
        .filteredOn(row -> row.getReason() == Reason.MODEL_FAILED)
        .allSatisfy(row -> assertThat(row.getProbabilities()).isEmpty());
  }
}
