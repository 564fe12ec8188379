package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.DeadLetterReason;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PcmChunkTest {

  @Test
  void decodesMonoShorts() throws AudioFormatException {
    PcmChunk chunk = PcmChunk.of(shortRecord(16_000, 1, 0, 16384, -32768, 32767));

    assertThat(chunk.mono()).containsExactly(0, 0.5f, -1, 32767 / 32768f);
    assertThat(chunk.timeMicros()).isEqualTo(1_000_000);
    assertThat(chunk.sampleRateHz()).isEqualTo(16_000);
  }

  @Test
  void mixesThreeChannelsByTheirMean() throws AudioFormatException {
    PcmChunk chunk = PcmChunk.of(shortRecord(8_000, 3, 3000, 6000, 9000, -3000, 0, 0));

    assertThat(chunk.mono()).containsExactly(6000 / 32768f, -1000 / 32768f);
  }

  @Test
  void decodesStereoFloats() throws AudioFormatException {
    PcmChunk chunk = PcmChunk.of(floatRecord(48_000, 2, 0.25f, 0.75f, -1, 1));

    assertThat(chunk.mono()).containsExactly(0.5f, 0);
  }

  @Test
  void leavesTheRecordUntouchedAndTakesNoBytesAsNoSamples() throws AudioFormatException {
    AudioChunk record = shortRecord(16_000, 1, 1, 2);
    PcmChunk.of(record);

    assertThat(record.getData().remaining()).isEqualTo(4);
    assertThat(PcmChunk.of(shortRecord(16_000, 1)).mono()).isEmpty();
  }

  @Test
  void refusesAnOddByteCount() {
    AudioChunk record = record(16_000, 1, AudioEncoding.PCM_S16LE, ByteBuffer.allocate(321));

    assertRefused(
        record,
        "audio chunk 7 of stream 'call-1': expected a multiple of 2 bytes (PCM_S16LE, 1 channels),"
            + " found 321 bytes; cut the audio between samples, all channels together");
  }

  @Test
  void refusesAPartOfAFrameOfThreeChannels() {
    assertRefused(
        shortRecord(16_000, 3, 1, 2, 3, 4), "expected a multiple of 6 bytes", "found 8 bytes");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -16_000, 3_999, 384_001, Integer.MAX_VALUE})
  void refusesRatesNoOneRecordsAt(int rate) {
    assertRefused(
        shortRecord(rate, 1, 1), "expected a sample rate of 4000..384000 Hz, found " + rate);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PcmChunk(0, rate, new float[1]))
        .withMessageContaining("found %d Hz", rate);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1})
  void refusesNoChannels(int channels) {
    assertRefused(
        shortRecord(16_000, channels, 1), "expected at least 1 channel, found " + channels);
  }

  @Test
  void refusesMoreChannelsThanBytesWithoutOverflow() {
    assertRefused(shortRecord(16_000, Integer.MAX_VALUE, 1), "found 2 bytes");
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 32767, -9})
  void refusesFloatsThatAreNoSamples(float bad) {
    assertRefused(
        floatRecord(16_000, 2, 0, 0, 0, bad),
        "expected samples in [-1, 1], found " + bad + " at sample 1, channel 1");
  }

  private static void assertRefused(AudioChunk record, String... parts) {
    assertThatExceptionOfType(AudioFormatException.class)
        .isThrownBy(() -> PcmChunk.of(record))
        .satisfies(e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.BAD_AUDIO_FORMAT))
        .satisfies(e -> assertThat(e).hasMessageContainingAll(parts));
  }

  private static AudioChunk shortRecord(int rate, int channels, int... samples) {
    return record(rate, channels, AudioEncoding.PCM_S16LE, shorts(samples));
  }

  private static AudioChunk floatRecord(int rate, int channels, float... samples) {
    return record(rate, channels, AudioEncoding.PCM_F32LE, floats(samples));
  }

  private static AudioChunk record(
      int rate, int channels, AudioEncoding encoding, ByteBuffer data) {
    return AudioChunk.newBuilder()
        .setStream("call-1")
        .setSequence(7)
        .setTime(1_000_000)
        .setSampleRate(rate)
        .setChannels(channels)
        .setEncoding(encoding)
        .setData(data)
        .build();
  }

  private static ByteBuffer shorts(int... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * samples.length);
    for (int sample : samples) {
      bytes.putShort(Short.reverseBytes((short) sample));
    }
    return bytes.flip();
  }

  private static ByteBuffer floats(float... samples) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * samples.length).order(ByteOrder.LITTLE_ENDIAN);
    for (float sample : samples) {
      bytes.putFloat(sample);
    }
    return bytes.flip();
  }
}
