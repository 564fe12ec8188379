package io.affectstream.training.pool;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.operations.Operations;
import java.util.Arrays;

/** Whether someone speaks in a window: enough steps with a pitch that are not very quiet. */
public final class VoiceActivity {

  /** Steps with a pitch that a voice needs, a third of a second. */
  public static final int MIN_STEPS = 10;

  /** Level below which a step counts as silent, of full scale (-60 dB). */
  public static final float MIN_LEVEL = 0.001f;

  private static final float SHARP = 1e6f;

  private VoiceActivity() {}

  /**
   * 1 where someone speaks, else 0.
   *
   * @param audio voice features of windows {@code [n, W, 42]}
   * @param mask {@code [n, W]}
   * @param window W
   * @return {@code [n, 1]}
   */
  public static <T> T of(Operations<T> ops, T audio, T mask, int window) {
    T pitch = column(ops, audio, AudioFrontEnd.PITCH);
    T level = column(ops, audio, AudioFrontEnd.RMS);
    T spoken =
        ops.multiply(
            ops.clip(pitch, 0, 1), ops.clip(ops.times(ops.plus(level, -MIN_LEVEL), SHARP), 0, 1));
    float[] ones = new float[window];
    Arrays.fill(ones, 1);
    T count =
        ops.squeeze(
            ops.matMul(ops.unsqueeze(ops.multiply(spoken, mask), 1), ops.constant(ones, window, 1)),
            1);
    return ops.clip(ops.plus(count, 1 - MIN_STEPS), 0, 1);
  }

  /**
   * Whether someone speaks in one window.
   *
   * @param audio voice features {@code [W, 42]}
   * @param mask {@code [W]}
   */
  public static boolean speaks(float[] audio, float[] mask) {
    int count = 0;
    for (int step = 0; step < mask.length; step++) {
      int at = step * AudioFrontEnd.DIMENSIONS;
      boolean spoken =
          audio[at + AudioFrontEnd.PITCH] > 0 && audio[at + AudioFrontEnd.RMS] > MIN_LEVEL;
      count += spoken && mask[step] > 0 ? 1 : 0;
    }
    return count >= MIN_STEPS;
  }

  private static <T> T column(Operations<T> ops, T audio, int column) {
    return ops.squeeze(ops.slice(audio, 2, column, column + 1L), 2);
  }
}
