package io.affectstream.training.voice;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.corpus.VoiceDistortion;
import io.affectstream.training.operations.ArrayOperations;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Windows of voice features, on which an expert can be run.
 *
 * @param audio {@code [n, WINDOW, 42]}, row-major
 * @param mask {@code [n, WINDOW]}
 */
public record VoiceWindows(float[] audio, float[] mask) {

  /** Steps of a window. */
  public static final int STEPS = 121;

  private static final int SIZE = AudioFrontEnd.DIMENSIONS;
  private static final double LEVEL_DB = -40;
  private static final double SPREAD_DB = 12;

  /** Number of windows. */
  public int count() {
    return mask.length / STEPS;
  }

  /** Generated windows like those of voices: some silent, some without pitch, some cut. */
  public static VoiceWindows generated(int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] audio = new float[count * STEPS * SIZE];
    float[] mask = new float[count * STEPS];
    for (int window = 0; window < count; window++) {
      int from = random.nextInt(STEPS / 2);
      int to = STEPS - random.nextInt(STEPS / 3);
      double pitch = 80 + 200 * random.nextDouble();
      for (int i = from; i < to; i++) {
        int at = (window * STEPS + i) * SIZE;
        mask[window * STEPS + i] = 1;
        double loud = Math.sin(i / 7.0 + window);
        audio[at] = (float) (6.3 * (LEVEL_DB + SPREAD_DB * loud));
        for (int k = 1; k < AudioFrontEnd.PITCH; k++) {
          audio[at + k] = (float) ((40.0 / k) * (2 * random.nextDouble() - 1));
        }
        boolean voiced = loud > 0 && window % 4 != 1;
        audio[at + AudioFrontEnd.PITCH] = voiced ? (float) (pitch * (1 + 0.2 * loud)) : 0;
        audio[at + AudioFrontEnd.RMS] = (float) Math.pow(10, (LEVEL_DB + SPREAD_DB * loud) / 20);
      }
    }
    return new VoiceWindows(audio, mask);
  }

  /** Makes each window that of another speaker and microphone, in place. */
  void distort(SplittableRandom random) {
    int size = STEPS * SIZE;
    for (int window = 0; window < count(); window++) {
      float[] own = Arrays.copyOfRange(audio, window * size, (window + 1) * size);
      float[] present = Arrays.copyOfRange(mask, window * STEPS, (window + 1) * STEPS);
      VoiceDistortion.apply(own, present, random);
      System.arraycopy(own, 0, audio, window * size, size);
    }
  }

  /** Functionals by the training framework, {@code [n * COUNT]}. */
  float[] functionals(StepScale scale) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return VoiceFunctionals.of(
              new ArrayOperations(manager), audio(manager), mask(manager), scale, STEPS)
          .toFloatArray();
    }
  }

  private NDArray audio(NDManager manager) {
    return manager.create(audio, new Shape(count(), STEPS, SIZE));
  }

  private NDArray mask(NDManager manager) {
    return manager.create(mask, new Shape(count(), STEPS));
  }

  /** Calibrated logits of an expert by the training framework, {@code [n * 8]}. */
  public float[] logits(VoiceExpert expert) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return expert
          .logits(new ArrayOperations(manager), audio(manager), mask(manager), STEPS)
          .toFloatArray();
    }
  }
}
