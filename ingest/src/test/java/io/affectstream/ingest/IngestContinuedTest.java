package io.affectstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.FakeTicker;
import io.affectstream.ingest.testing.MemorySink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** Runs that are stopped and continued. */
class IngestContinuedTest extends PlayedPlans {

  @Test
  void aRunCutOffAnywhereAndContinuedYieldsTheSameRecords() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6)).withWords(WORDS);
    play(plan);
    int total = sink.records().size();
    assertThat(total).isGreaterThan(15);
    for (int cut = 0; cut <= total; cut++) {
      MemorySink broken = new MemorySink();
      broken.breakAfter(cut);
      if (cut < total) {
        assertThatThrownBy(
                () -> new Ingest(broken).play(plan, IngestListener.NONE, new Cancellation()))
            .isInstanceOf(IOException.class);
      } else {
        new Ingest(broken).play(plan, IngestListener.NONE, new Cancellation());
      }
      assertThat(broken.records()).hasSize(cut);
      broken.breakAfter(Integer.MAX_VALUE);
      new Ingest(broken)
          .play(plan.resumeAfter(broken.positions()), IngestListener.NONE, new Cancellation());
      assertSameTopics(broken, sink);
    }
  }

  @Test
  void aCancelledFileIsLeftOpenAndContinued() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(1));
    MemorySink whole = new MemorySink();
    new Ingest(whole).play(plan, IngestListener.NONE, new Cancellation());

    IngestOutcome outcome =
        new Ingest(sink)
            .play(
                plan,
                progress -> {
                  if (progress.images() == 4) {
                    cancellation.cancel();
                  }
                },
                cancellation);
    assertThat(outcome)
        .isInstanceOfSatisfying(
            IngestOutcome.Cancelled.class, cancelled -> assertThat(cancelled.closed()).isFalse());
    assertThat(sink.of(VideoFrame.class)).hasSize(4).noneMatch(VideoFrame::getEndOfStream);
    assertThat(sink.of(AudioChunk.class)).noneMatch(AudioChunk::getEndOfStream);
    assertThat(sink.flushed()).isEqualTo(sink.records().size());

    new Ingest(sink)
        .play(plan.resumeAfter(sink.positions()), IngestListener.NONE, new Cancellation());
    assertSameTopics(sink, whole);
  }

  @Test
  void anInterruptCancelsAndStaysSet() throws Exception {
    StreamPlan plan =
        StreamPlan.of("s", clip(1))
            .withOptions(new IngestOptions(MediaOptions.DEFAULT, Speed.REALTIME));
    IngestOutcome outcome =
        new Ingest(sink, new FakeTicker())
            .play(
                plan,
                progress -> {
                  if (progress.images() == 3) {
                    Thread.currentThread().interrupt();
                  }
                },
                cancellation);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(IngestOutcome.Cancelled.class);
    assertThat(sink.of(VideoFrame.class)).hasSize(3);
    assertThat(sink.flushed()).isEqualTo(sink.records().size());
  }

  @Test
  void whatWasPublishedIsNotWaitedForAgain() throws Exception {
    StreamPlan plan =
        StreamPlan.of("s", clip(1))
            .withOptions(new IngestOptions(MediaOptions.DEFAULT, Speed.REALTIME));
    new Ingest(sink).play(StreamPlan.of("s", plan.source()), IngestListener.NONE, cancellation);
    FakeTicker ticker = new FakeTicker();
    int before = sink.records().size();
    new Ingest(sink, ticker)
        .play(plan.resumeAfter(sink.positions()), IngestListener.NONE, cancellation);
    assertThat(sink.records()).hasSize(before);
    assertThat(ticker.sleeps()).isEmpty();
  }

  @Test
  void anotherFileUnderAPublishedIdIsRefused() throws Exception {
    MediaSource.File file = clip(0.6);
    play(StreamPlan.of("s", file).withWords(WORDS));
    Positions published = sink.positions();
    List<SpecificRecord> before = sink.records();
    clip(0.5, "clip.mkv", "-metadata title=another");

    assertRefused(StreamPlan.of("s", file).withWords(WORDS).resumeAfter(published))
        .hasMessageContaining("it was made of '" + file.path() + "' (")
        .hasMessageContaining("under another id with --stream");
    assertThat(sink.records()).isEqualTo(before);
  }

  @Test
  void theSameFilePlayedAnotherWayIsRefused() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6)).withWords(WORDS);
    play(plan);
    StreamPlan again = plan.resumeAfter(sink.positions());
    StreamLabels english =
        new StreamLabels(Optional.of("en"), Optional.empty(), Optional.empty(), Optional.empty());
    for (StreamPlan other :
        List.of(again.withLabels(english), again.withWords(WORDS.subList(0, 1)))) {
      assertRefused(other).hasMessageContaining("another transcript, other labels or options");
    }
    assertThat(play(again).summary().records()).isZero();
    assertThat(play(again.withOptions(new IngestOptions(MediaOptions.DEFAULT, new Speed(50)))))
        .isInstanceOf(IngestOutcome.Completed.class);
  }

  @Test
  void aStreamOfUnknownOriginIsRefused() throws Exception {
    StreamPlan plan = StreamPlan.of("s", clip(0.6));
    Positions.Position begun = new Positions.Position(3, false);
    assertRefused(
            plan.resumeAfter(
                new Positions(
                    Optional.empty(), begun, Positions.Position.NONE, Positions.Position.NONE)))
        .hasMessageContaining("its descriptor is missing");
    StreamDescriptor foreign =
        StreamDescriptor.newBuilder().setStream("s").setModalities(List.of(Modality.FACE)).build();
    assertRefused(
            plan.resumeAfter(
                new Positions(
                    Optional.of(foreign), begun, Positions.Position.NONE, Positions.Position.NONE)))
        .hasMessageContaining("cannot be compared with this source");
  }

  private AbstractThrowableAssert<?, ?> assertRefused(StreamPlan plan) {
    return assertThatThrownBy(() -> play(plan))
        .isInstanceOfSatisfying(
            MediaException.class,
            e -> assertThat(e.reason()).isEqualTo(MediaException.Reason.OTHER_SOURCE));
  }

  private static void assertSameTopics(MemorySink found, MemorySink expected) {
    assertThat(found.of(StreamDescriptor.class)).isEqualTo(expected.of(StreamDescriptor.class));
    assertThat(found.of(VideoFrame.class)).isEqualTo(expected.of(VideoFrame.class));
    assertThat(found.of(AudioChunk.class)).isEqualTo(expected.of(AudioChunk.class));
    assertThat(found.of(Transcript.class)).isEqualTo(expected.of(Transcript.class));
  }
}
