package io.affectstream.bench.speech;

import io.affectstream.features.speech.SpeechBlocks;
import io.affectstream.inference.speech.SpeechModel;
import io.affectstream.inference.speech.SpeechRecogniser;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * Memory before and after many short streams. Available on Linux only.
 *
 * @param before resident bytes after the first few streams, which fill caches
 * @param after resident bytes after all
 * @param cpuNanos CPU time of all
 */
public record OpenAndClose(long before, long after, long cpuNanos) {

  private static final int FIRST = 10;
  private static final int FINISHED = 20;
  private static final Path STATUS = Path.of("/proc/self/status");

  /**
   * Opens and closes a number of recognisers; each processes some sound, and every twentieth
   * finishes.
   */
  public static OpenAndClose of(SpeechModel model, int streams) throws IOException {
    short[] noise = new short[SpeechBlocks.BLOCK];
    Random random = new Random(1);
    for (int i = 0; i < noise.length; i++) {
      noise[i] = (short) (500 * random.nextGaussian());
    }
    open(model, FIRST, noise);
    long before = resident();
    long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    open(model, streams, noise);
    long end = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    return new OpenAndClose(before, resident(), end - begin);
  }

  private static void open(SpeechModel model, int streams, short[] noise) {
    for (int i = 0; i < streams; i++) {
      try (SpeechRecogniser recogniser = model.recogniser()) {
        recogniser.accept(noise, 0, noise.length);
        if (i % FINISHED == 0) {
          recogniser.finish();
        }
      }
    }
  }

  private static long resident() throws IOException {
    if (!Files.exists(STATUS)) {
      return 0;
    }
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
      }
    }
    return 0;
  }
}
