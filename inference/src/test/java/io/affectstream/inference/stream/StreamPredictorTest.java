package io.affectstream.inference.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.audio.AudioFormatException;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.fusion.FaceHeadPredictor;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import io.affectstream.schemas.VideoFrame;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamPredictorTest {

  private static final String STREAM = "talk";
  private static final long INTERVAL = 100_000;
  private static final int FRAMES = 25;
  private static final float[] HAPPY = {0, 0, 0, 0, 1, 0, 0, 0};

  private final StreamPredictor stream =
      new StreamPredictor(
          AlignmentConfig.strict(10, 2, 5),
          TrackerConfig.DEFAULT,
          PitchTrackers.AUTO,
          new FaceHeadPredictor());
  private final List<Segment> segments = new ArrayList<>();

  @Test
  void everyFrameIsARowInOrderAndTheLastSegmentClosesTheStream() {
    stream.expect(List.of(Modality.FACE));
    for (int i = 0; i < FRAMES; i++) {
      segments.addAll(stream.faces(frame(i, false), i == 7 ? List.of() : List.of(face())));
    }
    segments.addAll(stream.faces(frame(FRAMES, true), List.of()));

    List<Prediction> rows = new ArrayList<>();
    List<Long> frames = new ArrayList<>();
    for (Segment segment : segments) {
      rows.addAll(stream.predict(segment));
      segment.centres().stream().map(Centre::frame).forEach(frames::add);
    }
    assertThat(frames).hasSize(FRAMES).isSorted().doesNotHaveDuplicates();
    assertThat(rows).hasSize(FRAMES);
    assertThat(rows.get(7).reason()).isEqualTo(Reason.NO_FACE);
    assertThat(rows.get(8).expression()).containsExactly(HAPPY);
    Segment closing = segments.get(segments.size() - 1);
    assertThat(closing.close()).isEqualTo(StreamEnd.END_OF_STREAM);
    assertThat(stream.predict(closing)).isEmpty();
  }

  @Test
  void rowsWaitForEveryExpectedModality() throws Exception {
    stream.expect(List.of(Modality.FACE, Modality.VOICE, Modality.WORDS));
    for (int i = 0; i < FRAMES; i++) {
      segments.addAll(stream.faces(frame(i, false), List.of(face())));
    }
    segments.addAll(stream.faces(frame(FRAMES, true), List.of()));
    segments.addAll(stream.words(new SpokenWords(STREAM, List.of(), 0, true)));
    segments.addAll(stream.voice(stream.measure(sound(16_000, 1, false))));
    assertThat(segments.stream().mapToInt(segment -> segment.centres().size()).sum())
        .isLessThan(FRAMES);

    segments.addAll(stream.voice(stream.measure(sound(0, 1, true))));

    assertThat(segments.stream().mapToInt(segment -> segment.centres().size()).sum())
        .isEqualTo(FRAMES);
    assertThat(segments.get(0).voice()[2]).hasSize(42);
  }

  @Test
  void soundThatCannotBeReadIsRefused() {
    AudioChunk broken = sound(1, 0, false);

    assertThatThrownBy(() -> stream.measure(broken)).isInstanceOf(AudioFormatException.class);
  }

  private static VideoFrame frame(long index, boolean end) {
    return new VideoFrame(
        STREAM,
        index,
        index * INTERVAL,
        INTERVAL,
        FrameEncoding.BGR24,
        0,
        0,
        ByteBuffer.allocate(0),
        null,
        end);
  }

  private static Face face() {
    float[] none = {};
    return new Face(new FaceBox(10, 10, 50, 50), 1, 1, HAPPY, none, none, none);
  }

  private static AudioChunk sound(int samples, int channels, boolean end) {
    return new AudioChunk(
        STREAM,
        0L,
        0L,
        16_000,
        channels,
        AudioEncoding.PCM_S16LE,
        ByteBuffer.allocate(samples * Short.BYTES),
        end);
  }
}
