package io.affectstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamLoadTest {

  private static final long INTERVAL = 40_000;
  private static final long START = 1_000_000_000;

  private final List<VideoFrame> frames = new ArrayList<>();
  private final List<AudioChunk> chunks = new ArrayList<>();
  private final List<StreamDescriptor> descriptors = new ArrayList<>();
  private final List<Long> order = new ArrayList<>();
  private boolean flushed;

  private final RecordSink sink =
      new RecordSink() {
        @Override
        public void descriptor(StreamDescriptor descriptor) {
          descriptors.add(descriptor);
        }

        @Override
        public void video(VideoFrame frame) {
          frames.add(frame);
          order.add(frame.getTime());
        }

        @Override
        public void audio(AudioChunk chunk) {
          chunks.add(chunk);
        }

        @Override
        public void transcript(Transcript transcript) {
          throw new IllegalStateException("no words are played");
        }

        @Override
        public void flush() {
          flushed = true;
        }

        @Override
        public void close() {}
      };

  /** Three frames and a chunk of 120 ms. */
  private static RecordedMedia recording() {
    return new RecordedMedia(
        List.of(
            new RecordedMedia.Image(0, INTERVAL, 8, 6, new byte[] {1}),
            new RecordedMedia.Image(INTERVAL, INTERVAL, 8, 6, new byte[] {2}),
            new RecordedMedia.Image(2 * INTERVAL, INTERVAL, 8, 6, new byte[] {3}),
            new RecordedMedia.Sound(0, 3 * INTERVAL, 1_000, 1, new byte[240])),
        3,
        1,
        INTERVAL);
  }

  private StreamLoad play(int streams, long micros) throws Exception {
    StreamLoad load =
        new StreamLoad(
            List.of(recording()), streams, START, START + micros, false, sink, new WallClock());
    load.play();
    return load;
  }

  @Test
  void loopsHaveNoSeam() throws Exception {
    StreamLoad load = play(1, 7 * INTERVAL);

    assertThat(frames)
        .extracting(VideoFrame::getSequence)
        .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L);
    for (int i = 0; i < 7; i++) {
      assertThat(frames.get(i).getTime()).isEqualTo(START + i * INTERVAL);
      assertThat(frames.get(i).getData().get(0)).isEqualTo((byte) (i % 3 + 1));
    }
    assertThat(frames.get(7).getEndOfStream()).isTrue();
    assertThat(chunks).extracting(AudioChunk::getSequence).containsExactly(0L, 1L, 2L);
    assertThat(chunks).extracting(AudioChunk::getTime).startsWith(START, START + 3 * INTERVAL);
    assertThat(chunks.get(2).getEndOfStream()).isTrue();
    assertThat(load.sent()).containsExactly(7);
    assertThat(flushed).isTrue();
  }

  @Test
  void streamsAreSpreadOverOneFrameAndInterleaved() throws Exception {
    StreamLoad load = play(4, 3 * INTERVAL);

    assertThat(descriptors).hasSize(4);
    assertThat(descriptors.get(0).getModalities()).containsExactly(Modality.FACE, Modality.VOICE);
    assertThat(descriptors.get(0).getFrameRate()).isEqualTo(25);
    assertThat(load.start(1) - load.start(0)).isEqualTo(INTERVAL / 4);
    assertThat(load.sent()).containsExactly(3, 3, 3, 3);
    assertThat(order.subList(0, 12)).isSorted();
  }
}
