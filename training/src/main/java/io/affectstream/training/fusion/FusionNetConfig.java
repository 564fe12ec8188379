package io.affectstream.training.fusion;

/**
 * Shape of a {@link FusionNet}; its switches are the ablations of the paper.
 *
 * @param halo steps M to each side of a centre
 * @param embedding numbers per step of the expression embedding; 0: without it
 * @param audio numbers per step of the voice; 0: without it
 * @param words numbers per step of the words; 0: without them
 * @param tokens tokens T of the static feature; 1 for the paper's pooled feature, whose attention
 *     then has a single key
 * @param staticSize numbers per token of the static feature
 * @param hidden state of the recurrent encoder per direction; the model's width is twice that
 * @param recurrentLayers bidirectional layers, 4 in the paper (two stacked pairs)
 * @param decoderLayers transformer decoder layers; 0: without the fusion module (plain
 *     concatenation)
 * @param heads attention heads
 * @param feedForward width of the decoder's feed-forward part
 * @param classifier width of the hidden layer before the heads
 * @param dropout share dropped during training
 */
public record FusionNetConfig(
    int halo,
    int embedding,
    int audio,
    int words,
    int tokens,
    int staticSize,
    int hidden,
    int recurrentLayers,
    int decoderLayers,
    int heads,
    int feedForward,
    int classifier,
    float dropout) {

  public FusionNetConfig {
    if (halo < 0 || tokens < 1 || staticSize < 1 || hidden < 1 || recurrentLayers < 1) {
      throw new IllegalArgumentException(
          "fusion: expected halo >= 0 and tokens, staticSize, hidden, recurrentLayers >= 1, found"
              + " %d, %d, %d, %d, %d".formatted(halo, tokens, staticSize, hidden, recurrentLayers));
    }
    if (2 * hidden % heads != 0) {
      throw new IllegalArgumentException(
          "fusion: expected a width of 2 * %d divisible by %d heads".formatted(hidden, heads));
    }
  }

  /** Steps of a centre's window: 2M + 1. */
  public int window() {
    return 2 * halo + 1;
  }

  /** Width of the model: both directions of the recurrent encoder. */
  public int width() {
    return 2 * hidden;
  }

  /** Numbers per step of a modality; 0 where the model does without it. */
  public int size(Modality modality) {
    return switch (modality) {
      case EMBEDDING -> embedding;
      case AUDIO -> audio;
      case WORDS -> words;
    };
  }

  /** Sequences over the window. */
  public enum Modality {
    /** Expression embedding of the face. */
    EMBEDDING,
    /** Voice features. */
    AUDIO,
    /** Word vectors. */
    WORDS
  }
}
