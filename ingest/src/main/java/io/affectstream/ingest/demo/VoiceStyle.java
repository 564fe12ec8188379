package io.affectstream.ingest.demo;

import io.affectstream.schemas.Expression;

/**
 * Sound of an expression, after the acoustic profiles usually reported for acted emotion (Banse and
 * Scherer 1996): anger and fear high and fast, sadness low, slow and soft.
 *
 * @param pitchHz pitch in the middle of the sentence
 * @param range share of the pitch by which accents rise above it
 * @param slope share of the pitch by which the sentence rises (or falls) from end to end
 * @param tremor share of the pitch by which it varies in tremor
 * @param level root mean square of the speech, full scale = 1
 * @param rate pace, 1 = normal
 * @param breath share of noise in the voice, 0 to 1
 */
record VoiceStyle(
    double pitchHz,
    double range,
    double slope,
    double tremor,
    double level,
    double rate,
    double breath) {

  static VoiceStyle of(Expression expression) {
    return switch (expression) {
      case ANGER -> new VoiceStyle(210, 0.35, -0.10, 0.00, 0.22, 1.15, 0.05);
      case DISGUST -> new VoiceStyle(115, 0.15, -0.25, 0.00, 0.09, 0.90, 0.15);
      case FEAR -> new VoiceStyle(235, 0.20, 0.10, 0.05, 0.11, 1.25, 0.30);
      case HAPPINESS -> new VoiceStyle(195, 0.40, 0.00, 0.00, 0.15, 1.10, 0.08);
      case SADNESS -> new VoiceStyle(95, 0.05, -0.15, 0.01, 0.04, 0.80, 0.25);
      case SURPRISE -> new VoiceStyle(220, 0.45, 0.45, 0.00, 0.16, 1.00, 0.10);
      case NEUTRAL, OTHER -> new VoiceStyle(125, 0.12, -0.15, 0.00, 0.08, 1.10, 0.08);
    };
  }
}
