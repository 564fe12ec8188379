package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The window of 2M + 1 steps around a centre, and the centre's truth. A modality whose mask is 0
 * throughout is absent.
 *
 * @param embedding {@code [2M + 1, 16]} expression embedding of the face
 * @param embeddingMask {@code [2M + 1]}
 * @param audio {@code [2M + 1, 42]} voice features
 * @param audioMask {@code [2M + 1]}
 * @param words {@code [2M + 1]} row of the word in {@link WordBank}, {@link #SILENT} where nobody
 *     speaks
 * @param memory {@code [T, D]} spatial tokens of the centre's face; empty without a face
 * @param label the centre's expression; empty where unknown
 * @param units {@code [12]} action units of the centre's face in [0, 1]; empty where unknown
 */
public record Sample(
    float[] embedding,
    float[] embeddingMask,
    float[] audio,
    float[] audioMask,
    int[] words,
    float[] memory,
    Optional<Expression> label,
    float[] units) {

  /** Step without a word. */
  public static final int SILENT = -1;

  /** A sample whose expression is known. */
  public Sample(
      float[] embedding,
      float[] embeddingMask,
      float[] audio,
      float[] audioMask,
      int[] words,
      float[] memory,
      Expression label,
      float[] units) {
    this(embedding, embeddingMask, audio, audioMask, words, memory, Optional.of(label), units);
  }

  /** Modalities that are there. */
  public Set<Part> present() {
    Set<Part> present = EnumSet.noneOf(Part.class);
    if (memory.length > 0 || isAny(embeddingMask)) {
      present.add(Part.FACE);
    }
    if (isAny(audioMask)) {
      present.add(Part.VOICE);
    }
    if (Arrays.stream(words).anyMatch(word -> word != SILENT)) {
      present.add(Part.WORDS);
    }
    return present;
  }

  /** The sample without all other modalities; the sample itself if none of these is there. */
  public Sample only(Set<Part> kept) {
    Set<Part> left = present();
    boolean complete = kept.containsAll(left);
    left.retainAll(kept);
    if (complete || left.isEmpty()) {
      return this;
    }
    boolean face = kept.contains(Part.FACE);
    int[] silent = new int[words.length];
    Arrays.fill(silent, SILENT);
    return new Sample(
        embedding,
        face ? embeddingMask : new float[embeddingMask.length],
        audio,
        kept.contains(Part.VOICE) ? audioMask : new float[audioMask.length],
        kept.contains(Part.WORDS) ? words : silent,
        face ? memory : new float[0],
        label,
        face ? units : new float[0]);
  }

  private static boolean isAny(float[] mask) {
    for (float value : mask) {
      if (value > 0) {
        return true;
      }
    }
    return false;
  }
}
