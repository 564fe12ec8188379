package io.affectstream.training.study;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.FusionNetConfig;
import java.util.List;

/** Shapes of the networks that are trained and compared. */
public final class Networks {

  /** Steps M to each side of a centre. */
  public static final int HALO = 60;

  /** Numbers of a word vector. */
  public static final int WORDS = 384;

  /** Numbers of an expression embedding. */
  public static final int EMBEDDING = 16;

  private static final List<Integer> DILATIONS = List.of(1, 2, 4, 8);
  private static final int STRIDE = 5;
  private static final int HIDDEN = 32;
  private static final int HEADS = 4;
  private static final int FEED_FORWARD = 128;
  private static final int CLASSIFIER = 96;
  private static final float DROPOUT = 0.1f;
  private static final int PAPER_LAYERS = 4;
  private static final int PAPER_HIDDEN = 16;
  private static final float PAPER_DROPOUT = 0.5f;

  private Networks() {}

  /**
   * The shipped network: convolutions that windows share.
   *
   * @param tokens T of the static feature
   * @param staticSize numbers per token
   */
  public static FusionNetConfig shipped(int tokens, int staticSize) {
    return of(EMBEDDING, AudioFrontEnd.DIMENSIONS, WORDS, tokens, staticSize, 2);
  }

  /** The shipped network with chosen sequences (0: without) and decoder layers. */
  public static FusionNetConfig of(
      int embedding, int audio, int words, int tokens, int staticSize, int decoderLayers) {
    return new FusionNetConfig(
        HALO,
        embedding,
        audio,
        words,
        tokens,
        staticSize,
        HIDDEN,
        0,
        DILATIONS,
        STRIDE,
        true,
        audio > 0,
        decoderLayers,
        HEADS,
        FEED_FORWARD,
        CLASSIFIER,
        DROPOUT);
  }

  /** The paper's recurrent encoder on every window, otherwise as shipped. */
  public static FusionNetConfig recurrent(int tokens, int staticSize) {
    return new FusionNetConfig(
        HALO,
        EMBEDDING,
        AudioFrontEnd.DIMENSIONS,
        WORDS,
        tokens,
        staticSize,
        HIDDEN,
        PAPER_LAYERS,
        List.of(),
        STRIDE,
        true,
        false,
        2,
        HEADS,
        FEED_FORWARD,
        CLASSIFIER,
        DROPOUT);
  }

  /**
   * The paper's network with chosen sequences (0: without) and decoder layers. The width of the
   * last layers, unspecified in Zhang et al. 2022, is as shipped.
   */
  public static FusionNetConfig paper(
      int embedding, int audio, int words, int tokens, int staticSize, int decoderLayers) {
    return FusionNetConfig.recurrent(
        HALO,
        embedding,
        audio,
        words,
        tokens,
        staticSize,
        PAPER_HIDDEN,
        PAPER_LAYERS,
        decoderLayers,
        HEADS,
        FEED_FORWARD,
        CLASSIFIER,
        PAPER_DROPOUT);
  }
}
