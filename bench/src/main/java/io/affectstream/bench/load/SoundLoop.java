package io.affectstream.bench.load;

import io.affectstream.bench.load.RecordedMedia.Sound;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Contiguous chunks of 16-bit sound, exactly as long as the corresponding images: excess sound is
 * cut, missing sound is silence, so that a loop has no gap.
 */
final class SoundLoop {

  private static final int BYTES_PER_SAMPLE = 2;
  private static final double MICROS = 1e6;
  private static final int CHUNKS_PER_SECOND = 10;

  private final long length;
  private final List<Sound> sounds = new ArrayList<>();
  private int rate;
  private int channels;
  private long samples;

  /**
   * @param length length of the loop in microseconds; {@link Long#MAX_VALUE} = that of the sound
   */
  SoundLoop(long length) {
    this.length = length;
  }

  /** Appends a chunk; a chunk with another format than the first is skipped. */
  void add(int sampleRate, int channelCount, byte[] pcm) {
    if (sounds.isEmpty()) {
      rate = sampleRate;
      channels = channelCount;
    }
    if (sampleRate == rate && channelCount == channels) {
      append(pcm);
    }
  }

  private void append(byte[] pcm) {
    int frame = BYTES_PER_SAMPLE * channels;
    long count = Math.min(pcm.length / frame, total() - samples);
    if (count > 0) {
      long start = micros(samples);
      samples += count;
      sounds.add(
          new Sound(
              start,
              micros(samples),
              rate,
              channels,
              Arrays.copyOf(pcm, Math.toIntExact(count * frame))));
    }
  }

  /** The chunks; none if there was no sound. */
  List<Sound> finish() {
    while (!sounds.isEmpty() && length != Long.MAX_VALUE && samples < total()) {
      append(new byte[rate / CHUNKS_PER_SECOND * BYTES_PER_SAMPLE * channels]);
    }
    return sounds;
  }

  private long total() {
    return length == Long.MAX_VALUE ? Long.MAX_VALUE : Math.round(length / MICROS * rate);
  }

  private long micros(long count) {
    return Math.round(count * MICROS / rate);
  }
}
