package io.affectstream.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.testing.MemorySink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.VideoFrame;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelsTest {

  private static final int RATE = 8_000;

  @TempDir Path folder;

  /** The left channel counts up, the right one down. */
  private MediaSource call() throws Exception {
    ByteBuffer bytes = ByteBuffer.allocate(4 * RATE).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < RATE; i++) {
      bytes.putShort((short) i).putShort((short) -i);
    }
    Path file = folder.resolve("call.wav");
    AudioFormat format = new AudioFormat(RATE, 16, 2, true, false);
    try (AudioInputStream in =
        new AudioInputStream(new ByteArrayInputStream(bytes.array()), format, RATE)) {
      AudioSystem.write(in, AudioFileFormat.Type.WAVE, file.toFile());
    }
    return MediaSource.parse(file.toString()).get(0);
  }

  @Test
  void aChannelIsAStreamOfItsOwn() throws Exception {
    StreamLabels labels =
        new StreamLabels(
            Optional.of("ko"), Optional.of("customer"), Optional.empty(), Optional.empty());
    StreamPlan plan =
        StreamPlan.of("call", call())
            .withRecognisedSpeech()
            .ofChannel(new StreamPlan.Channel(1, 2), "call.customer")
            .withLabels(labels);
    MemorySink sink = new MemorySink();
    new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation());
    StreamDescriptor descriptor = sink.of(StreamDescriptor.class).get(0);
    assertThat(descriptor.getStream()).isEqualTo("call.customer");
    assertThat(descriptor.getRole()).isEqualTo("customer");
    assertThat(descriptor.getModalities()).containsExactly(Modality.VOICE, Modality.WORDS);
    assertThat(descriptor.getRecogniseSpeech()).isTrue();
    List<Short> samples = new ArrayList<>();
    for (AudioChunk chunk : sink.of(AudioChunk.class)) {
      assertThat(chunk.getChannels()).isOne();
      ByteBuffer data = chunk.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
      while (data.hasRemaining()) {
        samples.add(data.getShort());
      }
    }
    assertThat(samples).hasSize(RATE);
    for (int i = 0; i < RATE; i++) {
      assertThat((int) samples.get(i)).isEqualTo(-i);
    }
    assertThat(sink.of(VideoFrame.class)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1, expected sound of 1 channels to split",
    "3, expected sound of 3 channels to split"
  })
  void otherThanAsManyNamesAsChannelsPublishNothing(int names, String message) throws Exception {
    MemorySink sink = new MemorySink();
    for (int i = 0; i < names; i++) {
      StreamPlan plan =
          StreamPlan.of("call", call()).ofChannel(new StreamPlan.Channel(i, names), "call." + i);
      assertThatThrownBy(() -> new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation()))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining(message + ", found 2; give --split-channels a name for each");
    }
    assertThat(sink.records()).isEmpty();
  }

  @Test
  void aCallOfOneChannelIsNotSplit() throws Exception {
    MediaSource mono = MediaSource.parse(TestData.require("cases/call_gsm.wav").toString()).get(0);
    MemorySink sink = new MemorySink();
    for (int i = 0; i < 2; i++) {
      StreamPlan plan =
          StreamPlan.of("call", mono).ofChannel(new StreamPlan.Channel(i, 2), "call." + i);
      assertThatThrownBy(() -> new Ingest(sink).play(plan, IngestListener.NONE, new Cancellation()))
          .isInstanceOf(MediaException.class)
          .hasMessageContaining(
              "call_gsm.wav: expected sound of 2 channels to split, found 1; play it without"
                  + " --split-channels");
    }
    assertThat(sink.records()).isEmpty();
  }
}
