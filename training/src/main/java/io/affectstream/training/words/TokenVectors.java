package io.affectstream.training.words;

import io.affectstream.inference.words.WordPieces;
import java.util.List;

/**
 * The frozen input vectors of a vocabulary: one per token, in 4-bit integers with a scale per
 * token, so that the network learns on the values that are shipped, and one per place in the text.
 * Immutable.
 */
public final class TokenVectors {

  /** Greatest integer; the smallest is its negative. */
  public static final int MAX_CODE = 7;

  private static final int TRIALS = 20;
  private static final double TRIAL_STEP = 0.03;

  private final WordPieces pieces;
  private final byte[] codes;
  private final float[] scales;
  private final List<float[]> places;
  private final int width;

  /**
   * @param pieces the vocabulary
   * @param vectors of its tokens, {@code [tokens][width]}
   * @param places of the places in a text, {@code [maxTokens][width]}, token type included
   */
  public TokenVectors(WordPieces pieces, List<float[]> vectors, List<float[]> places) {
    if (vectors.size() != pieces.tokens().size() || places.isEmpty()) {
      throw new IllegalArgumentException(
          "token vectors: expected %d rows and at least one place, found %d and %d"
              .formatted(pieces.tokens().size(), vectors.size(), places.size()));
    }
    this.pieces = pieces;
    this.places = List.copyOf(places);
    width = vectors.get(0).length;
    codes = new byte[vectors.size() * width];
    scales = new float[vectors.size()];
    for (int token = 0; token < scales.length; token++) {
      scales[token] = scale(vectors.get(token));
      for (int d = 0; d < width; d++) {
        codes[token * width + d] = code(vectors.get(token)[d], scales[token]);
      }
    }
  }

  /** The scale with the least squared error. */
  private static float scale(float[] vector) {
    float greatest = 0;
    for (float value : vector) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    float best = greatest > 0 ? greatest / MAX_CODE : 1;
    double least = Double.MAX_VALUE;
    for (int i = 0; i < TRIALS && greatest > 0; i++) {
      float scale = (float) (greatest / MAX_CODE * (1 - i * TRIAL_STEP));
      double error = 0;
      for (float value : vector) {
        double off = value - scale * code(value, scale);
        error += off * off;
      }
      if (error < least) {
        least = error;
        best = scale;
      }
    }
    return best;
  }

  private static byte code(float value, float scale) {
    return (byte) Math.max(-MAX_CODE, Math.min(MAX_CODE, Math.round(value / scale)));
  }

  /** The vocabulary. */
  public WordPieces pieces() {
    return pieces;
  }

  /** Tokens of the longest text, {@code [CLS]} and {@code [SEP]} included. */
  public int maxTokens() {
    return places.size();
  }

  /** Numbers of a vector. */
  public int width() {
    return width;
  }

  /** Integers, {@code [tokens * width]}, in [-7, 7]. */
  public byte[] codes() {
    return codes.clone();
  }

  /** Value of 1 in the integers of each token. */
  public float[] scales() {
    return scales.clone();
  }

  /** Vectors of the places, {@code [maxTokens][width]}; not to be modified. */
  public List<float[]> places() {
    return places;
  }

  /**
   * The sum of token and place vectors.
   *
   * @param texts ids of texts of equal length
   * @return {@code [texts * tokens * width]}
   */
  public float[] sums(List<int[]> texts) {
    int tokens = texts.get(0).length;
    float[] sums = new float[texts.size() * tokens * width];
    int at = 0;
    for (int[] text : texts) {
      for (int place = 0; place < tokens; place++) {
        int token = text[place];
        for (int d = 0; d < width; d++) {
          sums[at++] = scales[token] * codes[token * width + d] + places.get(place)[d];
        }
      }
    }
    return sums;
  }
}
