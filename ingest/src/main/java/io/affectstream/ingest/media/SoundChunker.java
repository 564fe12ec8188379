package io.affectstream.ingest.media;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Cuts decoded samples into chunks of 100 ms. Samples are timed by counting from an anchor, so
 * chunks follow each other to the microsecond; only deviations of the source's timestamps of more
 * than 20 ms are treated as real (some containers round timestamps to milliseconds, some recorders
 * jitter): after a gap the count restarts at the timestamp, and samples that overlap delivered ones
 * are cut.
 */
final class SoundChunker {

  private static final int CHUNKS_PER_SECOND = 10;
  private static final int BYTES_PER_SAMPLE = 2;
  private static final long TOLERANCE_MICROS = 20_000;
  private static final long MICROS = 1_000_000;

  private final Consumer<MediaEvent> out;
  private int sampleRate;
  private int channels;
  private boolean anchored;
  private long anchor;
  private long chunkStart;
  private long next;
  private byte[] chunk = new byte[0];
  private int filled;
  private long chunks;
  private long gaps;
  private long overlaps;

  SoundChunker(Consumer<MediaEvent> out) {
    this.out = out;
  }

  /**
   * Adds a run of samples.
   *
   * @param time time of the first sample in microseconds; empty = follows the previous run
   * @param rate samples per second and channel
   * @param channelCount interleaved channels
   * @param pcm 16-bit samples
   */
  void add(OptionalLong time, int rate, int channelCount, byte[] pcm) {
    int from = 0;
    if (!anchored || rate != sampleRate || channelCount != channels) {
      long start = time.orElse(anchored ? end() : 0);
      flush();
      sampleRate = rate;
      channels = channelCount;
      restart(start);
    } else if (time.isPresent()) {
      from = follow(time.getAsLong(), pcm.length / frameBytes());
    }
    append(pcm, from * frameBytes());
  }

  /** Delivers the rest. */
  void flush() {
    if (filled > 0) {
      deliver(Arrays.copyOf(chunk, filled));
      chunkStart = next;
      filled = 0;
    }
  }

  /** Time after the last sample in microseconds; 0 before the first. */
  long end() {
    return anchored ? timeOf(next) : 0;
  }

  long chunks() {
    return chunks;
  }

  long gaps() {
    return gaps;
  }

  long overlaps() {
    return overlaps;
  }

  private int follow(long time, int samples) {
    long late = time - end();
    if (late > TOLERANCE_MICROS) {
      gaps++;
      flush();
      restart(time);
    } else if (late < -TOLERANCE_MICROS) {
      overlaps++;
      return (int) Math.min(samples, (double) -late * sampleRate / MICROS);
    }
    return 0;
  }

  private void restart(long time) {
    anchored = true;
    anchor = time;
    chunkStart = 0;
    next = 0;
    filled = 0;
    chunk = new byte[capacity()];
  }

  private void append(byte[] pcm, int from) {
    int position = from;
    while (position < pcm.length) {
      int take = Math.min(chunk.length - filled, pcm.length - position);
      System.arraycopy(pcm, position, chunk, filled, take);
      position += take;
      filled += take;
      next += take / frameBytes();
      if (filled == chunk.length) {
        deliver(chunk);
        chunkStart = next;
        filled = 0;
        chunk = new byte[capacity()];
      }
    }
  }

  private int capacity() {
    long index = chunkStart * CHUNKS_PER_SECOND / sampleRate;
    long boundary = (index + 1) * sampleRate / CHUNKS_PER_SECOND;
    if (boundary <= chunkStart) {
      boundary = Math.max(chunkStart + 1, (index + 2) * sampleRate / CHUNKS_PER_SECOND);
    }
    return Math.toIntExact((boundary - chunkStart) * frameBytes());
  }

  private void deliver(byte[] pcm) {
    chunks++;
    out.accept(new MediaEvent.Sound(timeOf(chunkStart), sampleRate, channels, pcm));
  }

  private long timeOf(long sample) {
    return anchor + sample * MICROS / sampleRate;
  }

  private int frameBytes() {
    return channels * BYTES_PER_SAMPLE;
  }
}
