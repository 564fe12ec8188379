package io.affectstream.app.pipeline;

import static io.affectstream.app.pipeline.Feed.INTERVAL;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Records out of order, repeated, missing, after the end, of a second producer, or too early. */
class BadOrderITCase {

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  static void publish(Feed feed) throws Exception {
    publishOrder(feed);
    publishTwice(feed);
    publishEarlyWords(feed);
  }

  private static void publishOrder(Feed feed) throws Exception {
    String topic = feed.topics().video();
    feed.open("backwards", Modality.FACE);
    feed.frames("backwards", 0, 3);
    feed.bad("backwards", topic, feed.encoded(feed.frame("backwards", 3).setTime(1).build()));
    feed.frames("backwards", 4, 6);
    feed.endVideo("backwards", 6);

    feed.open("repeated", Modality.FACE);
    feed.frames("repeated", 0, 4);
    feed.frames("repeated", 1, 4);
    feed.frames("repeated", 4, 6);
    feed.endVideo("repeated", 6);
    feed.endVideo("repeated", 6);

    feed.open("gap", Modality.FACE);
    feed.frames("gap", 0, 3);
    feed.frames("gap", 8, 10);
    feed.endVideo("gap", 10);

    feed.open("after-the-end", Modality.FACE);
    feed.frames("after-the-end", 0, 3);
    feed.endVideo("after-the-end", 3);
    feed.bad("after-the-end", topic, feed.encoded(feed.frame("after-the-end", 4).build()));
  }

  @Test
  void aFrameWhoseTimeGoesBackwardsIsRefused() {
    run.assertRefused("backwards", DeadLetterReason.TIME_REVERSED, 2 * INTERVAL + " us", "1 us");
    run.assertMeasured("backwards", 0, 1, 2, 4, 5);
  }

  @Test
  void repeatsAreDroppedAndCounted() {
    run.assertMeasured("repeated", 0, 1, 2, 3, 4, 5);
    assertThat(run.duplicates()).as("three frames and an end of 'repeated'").isEqualTo(4);
  }

  @Test
  void aGapIsPassedOverAndCounted() {
    run.assertMeasured("gap", 0, 1, 2, 8, 9);
    assertThat(run.missing()).as("5 of 'gap', 1 refused of 'backwards'").isEqualTo(6);
  }

  @Test
  void whatComesAfterTheEndIsRefused() {
    run.assertRefused("after-the-end", DeadLetterReason.STREAM_CLOSED, "record 3", "record 4");
    run.assertMeasured("after-the-end", 0, 1, 2);
  }

  private static void publishTwice(Feed feed) throws Exception {
    feed.open("twice", Modality.FACE);
    for (int i = 0; i < 6; i++) {
      feed.frames("twice", i, i + 1);
      feed.bad(
          "twice",
          feed.topics().video(),
          feed.encoded(feed.frame("twice", i).setData(ByteBuffer.wrap(feed.image(i + 7))).build()));
    }
    feed.endVideo("twice", 6);
  }

  @Test
  void theSecondProducerOfAStreamIsRefused() {
    assertThat(run.feed().bad("twice")).hasSize(6);
    run.assertRefused("twice", DeadLetterReason.DUPLICATE_PRODUCER, "stream id of its own");
    run.assertMeasured("twice", 0, 1, 2, 3, 4, 5);
    assertThat(run.out().rows("twice"))
        .extracting(AffectFrame::getProbabilities)
        .as("those of the first producer's images")
        .isEqualTo(
            run.out().rows(Feed.GOOD.get(0)).subList(0, 6).stream()
                .map(AffectFrame::getProbabilities)
                .toList());
  }

  private static void publishEarlyWords(Feed feed) throws Exception {
    String topic = feed.topics().transcripts();
    long start = 1_000_000;
    feed.put(topic, "early-words", feed.encoded(transcript("early-words", 0, -400_000, -100_000)));
    feed.put(topic, "early-words", feed.encoded(transcript("early-words", 1, 100_000, 400_000)));
    feed.put(
        topic, "early-words", feed.encoded(transcript("early-words", 2, start, start + 100_000)));
    endWords(feed, "early-words", 3, start + 100_000);
    feed.open("early-words", Modality.FACE, Modality.WORDS);
    for (int i = 0; i < 6; i++) {
      feed.put(
          feed.topics().video(),
          "early-words",
          feed.encoded(feed.frame("early-words", i).setTime(start + i * INTERVAL).build()));
    }
    feed.endVideo("early-words", 6);
  }

  static Transcript transcript(String stream, long sequence, long start, long end) {
    return Transcript.newBuilder()
        .setStream(stream)
        .setSequence(sequence)
        .setWords(List.of(Word.newBuilder().setText("early").setStart(start).setEnd(end).build()))
        .setCompleteThrough(end)
        .build();
  }

  static void endWords(Feed feed, String stream, long sequence, long completeThrough)
      throws Exception {
    feed.put(
        feed.topics().transcripts(),
        stream,
        feed.encoded(
            Transcript.newBuilder()
                .setStream(stream)
                .setSequence(sequence)
                .setCompleteThrough(completeThrough)
                .setEndOfStream(true)
                .build()));
  }

  @Test
  void wordsBeforeTheStreamStartsDoNotHoldItUp() {
    run.assertMeasured("early-words", 0, 1, 2, 3, 4, 5);
    assertThat(run.out().rows("early-words"))
        .extracting(row -> row.getCoverage().getWords())
        .as("the word from the first frame on covers three frames")
        .containsExactly(1f, 1f, 1f, 0f, 0f, 0f);
  }
}
