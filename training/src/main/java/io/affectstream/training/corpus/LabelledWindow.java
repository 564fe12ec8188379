package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import java.util.Optional;

/**
 * The window of 2M + 1 steps around a centre, and the centre's truth. A modality whose mask is 0
 * throughout is absent.
 *
 * @param embedding {@code [2M + 1, 16]} expression embedding of the face
 * @param embeddingMask {@code [2M + 1]}
 * @param audio {@code [2M + 1, 42]} voice features
 * @param audioMask {@code [2M + 1]}
 * @param words {@code [2M + 1]} row of the word in {@link WordBank}, {@link #SILENT} where no word
 *     is spoken
 * @param memory {@code [T, D]} spatial tokens of the centre's face; empty without a face
 * @param label the centre's expression; empty where unknown
 * @param units {@code [12]} action units of the centre's face in [0, 1]; empty where unknown
 * @param evidence modalities that show the label
 */
public record LabelledWindow(
    float[] embedding,
    float[] embeddingMask,
    float[] audio,
    float[] audioMask,
    int[] words,
    float[] memory,
    Optional<Expression> label,
    float[] units,
    Evidence evidence) {

  /** Step without a word. */
  public static final int SILENT = -1;

  /** A recording whose expression is known. */
  public LabelledWindow(
      float[] embedding,
      float[] embeddingMask,
      float[] audio,
      float[] audioMask,
      int[] words,
      float[] memory,
      Expression label,
      float[] units) {
    this(
        embedding,
        embeddingMask,
        audio,
        audioMask,
        words,
        memory,
        Optional.of(label),
        units,
        Evidence.ANYTHING);
  }
}
