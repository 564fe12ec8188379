package io.affectstream.features.audio;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A run of mono samples at their source rate.
 *
 * @param timeMicros originating time of the first sample in microseconds
 * @param sampleRateHz samples per second, {@link #MIN_RATE_HZ} to {@link #MAX_RATE_HZ}
 * @param mono samples, nominally in [-1, 1]; may be empty
 */
public record PcmChunk(long timeMicros, int sampleRateHz, float[] mono) {

  /** Lowest accepted sample rate. */
  public static final int MIN_RATE_HZ = 4_000;

  /** Highest accepted sample rate. */
  public static final int MAX_RATE_HZ = 384_000;

  /**
   * Greatest accepted magnitude of a float sample. Decoders overshoot full scale a little; values
   * far above it are integers written as floats, which would shift every feature without an error.
   */
  public static final float MAX_AMPLITUDE = 8;

  /**
   * @throws IllegalArgumentException if the rate is out of range
   */
  public PcmChunk {
    if (!isRate(sampleRateHz)) {
      throw new IllegalArgumentException(
          "audio: expected a sample rate of %d..%d Hz, found %d Hz"
              .formatted(MIN_RATE_HZ, MAX_RATE_HZ, sampleRateHz));
    }
  }

  /**
   * Samples of a record, mixed to mono by the mean of the channels. 16-bit samples are divided by
   * 32768.
   *
   * @throws AudioFormatException if the rate or the channel count is out of range, the bytes are
   *     not a whole number of samples of every channel, or a float sample is not finite or far
   *     above full scale
   */
  public static PcmChunk of(AudioChunk chunk) throws AudioFormatException {
    if (!isRate(chunk.getSampleRate())) {
      throw refusal(
          chunk,
          "a sample rate of %d..%d Hz".formatted(MIN_RATE_HZ, MAX_RATE_HZ),
          chunk.getSampleRate() + " Hz",
          "set sampleRate to the rate of the samples");
    }
    if (chunk.getChannels() < 1) {
      throw refusal(
          chunk,
          "at least 1 channel",
          chunk.getChannels() + " channels",
          "set channels to 1 for mono");
    }
    ByteBuffer bytes = chunk.getData().duplicate().order(ByteOrder.LITTLE_ENDIAN);
    long frameBytes = (long) sampleBytes(chunk.getEncoding()) * chunk.getChannels();
    if (bytes.remaining() % frameBytes != 0) {
      throw refusal(
          chunk,
          "a multiple of %d bytes (%s, %d channels)"
              .formatted(frameBytes, chunk.getEncoding(), chunk.getChannels()),
          bytes.remaining() + " bytes",
          "cut the audio between samples, all channels together");
    }
    float[] mono = new float[(int) (bytes.remaining() / frameBytes)];
    switch (chunk.getEncoding()) {
      case PCM_S16LE -> mixShorts(bytes, chunk.getChannels(), mono);
      case PCM_F32LE -> mixFloats(chunk, bytes, mono);
    }
    return new PcmChunk(chunk.getTime(), chunk.getSampleRate(), mono);
  }

  private static boolean isRate(int hz) {
    return hz >= MIN_RATE_HZ && hz <= MAX_RATE_HZ;
  }

  private static int sampleBytes(AudioEncoding encoding) {
    return switch (encoding) {
      case PCM_S16LE -> Short.BYTES;
      case PCM_F32LE -> Float.BYTES;
    };
  }

  private static void mixShorts(ByteBuffer bytes, int channels, float[] mono) {
    double scale = 1 / (32768.0 * channels);
    for (int i = 0; i < mono.length; i++) {
      long sum = 0;
      for (int c = 0; c < channels; c++) {
        sum += bytes.getShort();
      }
      mono[i] = (float) (sum * scale);
    }
  }

  private static void mixFloats(AudioChunk chunk, ByteBuffer bytes, float[] mono)
      throws AudioFormatException {
    int channels = chunk.getChannels();
    for (int i = 0; i < mono.length; i++) {
      double sum = 0;
      for (int c = 0; c < channels; c++) {
        float sample = bytes.getFloat();
        if (!(Math.abs(sample) <= MAX_AMPLITUDE)) {
          throw refusal(
              chunk,
              "samples in [-1, 1]",
              "%s at sample %d, channel %d".formatted(sample, i, c),
              "repair the source or scale integers to [-1, 1]");
        }
        sum += sample;
      }
      mono[i] = (float) (sum / channels);
    }
  }

  private static AudioFormatException refusal(
      AudioChunk chunk, String expected, String found, String remedy) {
    return new AudioFormatException(
        "audio chunk %d of stream '%s': expected %s, found %s; %s"
            .formatted(chunk.getSequence(), chunk.getStream(), expected, found, remedy));
  }
}
