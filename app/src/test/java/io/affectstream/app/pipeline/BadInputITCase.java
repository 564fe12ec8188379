package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.pipeline.Feed.Sent;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.EventKind;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds for the streams of all cases of {@link BadInputRun} together. */
class BadInputITCase {

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  @Test
  void theJobsNeverFailed() {
    assertThat(run.failure()).isEmpty();
    assertThat(run.nanFailure()).isEmpty();
  }

  @Test
  void everyFrameOfTheGoodStreamsIsThereOnce() {
    for (String stream : Feed.GOOD) {
      assertThat(run.feed().good(stream)).isGreaterThan(2L * run.feed().bad().size());
      run.assertMeasured(stream, LongStream.range(0, run.feed().good(stream)).toArray());
    }
  }

  @Test
  void everyStreamOpensAndClosesOnce() {
    assertThat(run.feed().opened()).hasSizeGreaterThan(20);
    for (String stream : run.feed().opened()) {
      assertClosed(run.out(), stream);
    }
    assertClosed(run.nanOut(), "nan");
  }

  @Test
  void nothingElseIsADeadLetter() {
    assertThat(run.out().letters())
        .extracting(
            letter -> new Sent(letter.getTopic(), letter.getPartition(), letter.getOffset()))
        .containsExactlyInAnyOrderElementsOf(run.feed().bad());
    assertThat(run.out().letters())
        .allSatisfy(letter -> assertThat(letter.getHead().remaining()).isLessThanOrEqualTo(256));
  }

  private static void assertClosed(Committed out, String stream) {
    List<AffectEvent> own =
        out.events(stream).stream().filter(event -> event.getEpisode() < 0).toList();
    assertThat(own)
        .as(stream)
        .extracting(AffectEvent::getKind)
        .containsExactly(EventKind.STREAM_OPENED, EventKind.STREAM_CLOSED);
    assertThat(own.get(1).getDetail()).as(stream).isEqualTo("END_OF_STREAM");
    assertThat(own.get(1).getFrames()).as(stream).isEqualTo(out.rows(stream).size());
  }
}
