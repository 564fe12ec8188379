package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Modality;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sound of no known format, and of an unusual one. */
class BadSoundsITCase {

  private static BadInputRun run;

  @BeforeAll
  @Timeout(300)
  static void start() throws Exception {
    run = BadInputRun.once();
  }

  static void publish(Feed feed) throws Exception {
    sound(
        feed,
        "odd-bytes",
        chunk -> chunk.setData(ByteBuffer.wrap(Arrays.copyOf(chunk.getData().array(), 3_201))));
    sound(feed, "zero-hertz", chunk -> chunk.setSampleRate(0));
    sound(feed, "no-channels", chunk -> chunk.setChannels(0));
    feed.open("three-channels", Modality.FACE, Modality.VOICE);
    for (int i = 0; i < 5; i++) {
      feed.put(
          feed.topics().audio(),
          "three-channels",
          feed.encoded(feed.chunk("three-channels", i, 48_000, 3).build()));
    }
    seen(feed, "three-channels");
  }

  private interface Spoil {
    AudioChunk.Builder of(AudioChunk.Builder chunk);
  }

  /** 0.5 s of sound and video, of which the third chunk, 200 to 300 ms, is invalid. */
  private static void sound(Feed feed, String stream, Spoil spoil) throws Exception {
    String topic = feed.topics().audio();
    feed.open(stream, Modality.FACE, Modality.VOICE);
    for (int i = 0; i < 5; i++) {
      AudioChunk.Builder chunk = feed.chunk(stream, i, 16_000, 1);
      if (i == 2) {
        feed.bad(stream, topic, feed.encoded(spoil.of(chunk).build()));
      } else {
        feed.put(topic, stream, feed.encoded(chunk.build()));
      }
    }
    seen(feed, stream);
  }

  private static void seen(Feed feed, String stream) throws Exception {
    feed.endAudio(stream, 5);
    feed.frames(stream, 0, 12);
    feed.endVideo(stream, 12);
  }

  @Test
  void soundOfNoKnownFormatIsRefusedAndTheRestIsUsed() {
    run.assertRefused("odd-bytes", DeadLetterReason.BAD_AUDIO_FORMAT, "2 bytes", "3201 bytes");
    run.assertRefused("zero-hertz", DeadLetterReason.BAD_AUDIO_FORMAT, "sample rate", "0 Hz");
    run.assertRefused("no-channels", DeadLetterReason.BAD_AUDIO_FORMAT, "1 channel", "0 channels");
    for (String stream : List.of("odd-bytes", "zero-hertz", "no-channels")) {
      run.assertMeasured(stream, LongStream.range(0, 12).toArray());
      assertThat(voice(stream).get(6)).as("240 ms of %s", stream).isZero();
      assertThat(Stream.of(0, 1, 2, 3, 4, 8, 9, 10, 11).map(voice(stream)::get))
          .as("around the hole of %s", stream)
          .containsOnly(1f);
    }
  }

  @Test
  void threeChannelsAreMixed() {
    run.assertMeasured("three-channels", LongStream.range(0, 12).toArray());
    assertThat(voice("three-channels")).containsOnly(1f);
  }

  private static List<Float> voice(String stream) {
    return run.out().rows(stream).stream().map(row -> row.getCoverage().getVoice()).toList();
  }
}
