package io.affectstream.training.corpus;

/** Duration of words at a natural speaking rate, about three words per second. */
public final class SpeechRate {

  private static final float STEPS_PER_SECOND = 30;
  private static final float SECONDS_PER_WORD = 0.08f;
  private static final float SECONDS_PER_LETTER = 0.055f;
  private static final float LONGEST_SECONDS = 1.2f;

  private SpeechRate() {}

  /** Steps of the grid that a word lasts. */
  public static float steps(String word) {
    float seconds = SECONDS_PER_WORD + SECONDS_PER_LETTER * word.length();
    return STEPS_PER_SECOND * Math.min(LONGEST_SECONDS, seconds);
  }
}
