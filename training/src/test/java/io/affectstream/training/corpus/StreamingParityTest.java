package io.affectstream.training.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.testing.TestData;
import io.affectstream.features.time.Grid;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.AudioFile;
import io.affectstream.training.data.Comment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Training and streaming compute identical features of a recording. */
class StreamingParityTest {

  private static final int CHUNK = AudioFrontEnd.SAMPLE_RATE_HZ / 10;

  @Test
  void voiceFeaturesAreThoseOfTheTopicsChunks() throws Exception {
    float[] samples =
        AudioFile.mono(TestData.require("emodb/flac/03a01Wa.flac"), AudioFrontEnd.SAMPLE_RATE_HZ);
    AudioFrontEnd frontEnd =
        new AudioFrontEnd(
            new Grid(30),
            PitchTrackers.find("yin")
                .create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));

    VoiceState state = new VoiceState();
    List<float[]> streamed = new ArrayList<>();
    for (int from = 0; from < samples.length; from += CHUNK) {
      PcmChunk chunk = PcmChunk.of(record(samples, from, Math.min(samples.length, from + CHUNK)));
      Collections.addAll(streamed, frontEnd.push(state, "s", chunk).features());
    }
    Collections.addAll(streamed, frontEnd.finish(state, "s").features());

    assertThat(VoiceBank.features(frontEnd, samples))
        .isDeepEqualTo(streamed.toArray(float[][]::new));
  }

  /** 16-bit samples in the format of ingest. */
  private static AudioChunk record(float[] samples, int from, int to) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * (to - from)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = from; i < to; i++) {
      bytes.putShort((short) Math.round(samples[i] * 32768));
    }
    bytes.flip();
    return AudioChunk.newBuilder()
        .setStream("s")
        .setSequence(from / CHUNK)
        .setTime(from * 1_000_000L / AudioFrontEnd.SAMPLE_RATE_HZ)
        .setSampleRate(AudioFrontEnd.SAMPLE_RATE_HZ)
        .setChannels(1)
        .setEncoding(AudioEncoding.PCM_S16LE)
        .setData(bytes)
        .setEndOfStream(false)
        .build();
  }

  @Test
  void wordVectorsAreThoseOfTheStream() throws Exception {
    String text = "What a WONDERFUL day!";
    WordBank bank =
        new WordBank(
            List.of(new Comment("1", text, Set.of(Expression.HAPPINESS))), Optional.empty());

    try (MiniLmWordEncoder encoder = new MiniLmWordEncoder(BatcherConfig.of(4), 10)) {
      float[][] streamed = encoder.encode(List.of("What", "a", "WONDERFUL", "day!")).join();
      int[] words = bank.comment(0).words();
      for (int i = 0; i < words.length; i++) {
        assertThat(bank.vector(words[i])).isEqualTo(streamed[i]);
      }
    }
  }
}
