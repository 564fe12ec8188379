package io.affectstream.training.words;

/**
 * Shape of a {@link TextNet}.
 *
 * @param width numbers per token
 * @param layers transformer layers
 * @param heads attention heads
 * @param feedForward width of the feed-forward part
 * @param embedding numbers of the utterance's embedding
 * @param classes logits
 * @param dropout share of values dropped in training
 */
public record TextNetConfig(
    int width, int layers, int heads, int feedForward, int embedding, int classes, float dropout) {

  /** Shape of all-MiniLM-L6-v2 with the product's head. */
  public static TextNetConfig miniLm() {
    return new TextNetConfig(384, 6, 12, 1536, 32, 7, 0.1f);
  }
}
