package io.affectstream.training.fusion;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.List;

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
 * @param recurrentLayers bidirectional layers, 4 in the paper (two stacked pairs); 0: convolutions
 * @param dilations of the temporal convolutions, which windows share; empty: the recurrent encoder
 * @param stride stride of the window steps fed to the decoder, 1 in the paper
 * @param statistics whether attentive statistics of the features are added to the decoder's output;
 *     not in the paper
 * @param voiceStatistics whether the voice is processed by {@link VoiceStatistics} instead of
 *     encoder and decoder; not in the paper
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
    List<Integer> dilations,
    int stride,
    boolean statistics,
    boolean voiceStatistics,
    int decoderLayers,
    int heads,
    int feedForward,
    int classifier,
    float dropout) {

  public FusionNetConfig {
    dilations = List.copyOf(dilations);
    if (halo < 0 || tokens < 1 || staticSize < 1 || hidden < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "fusion: expected halo >= 0 and tokens, staticSize, hidden, stride >= 1, found"
              + " %d, %d, %d, %d, %d".formatted(halo, tokens, staticSize, hidden, stride));
    }
    if (recurrentLayers < 0 || recurrentLayers == 0 == dilations.isEmpty()) {
      throw new IllegalArgumentException(
          "fusion: expected either recurrentLayers > 0 or dilations, found %d and %s"
              .formatted(recurrentLayers, dilations));
    }
    if (2 * hidden % heads != 0) {
      throw new IllegalArgumentException(
          "fusion: expected a width of 2 * %d divisible by %d heads".formatted(hidden, heads));
    }
    if (voiceStatistics && audio != AudioFrontEnd.DIMENSIONS) {
      throw new IllegalArgumentException(
          "fusion: expected audio of %d numbers for statistics of the voice, found %d"
              .formatted(AudioFrontEnd.DIMENSIONS, audio));
    }
    int radius = dilations.stream().mapToInt(Integer::intValue).sum();
    if (dilations.stream().anyMatch(dilation -> dilation < 1)
        || radius > halo
        || (halo - radius) % stride != 0) {
      throw new IllegalArgumentException(
          "fusion: expected dilations >= 1 whose sum leaves a multiple of the stride %d of the"
                  .formatted(stride)
              + " halo %d, found %s".formatted(halo, dilations));
    }
  }

  /** With the paper's recurrent encoder and every step of the window fed to the decoder. */
  public static FusionNetConfig recurrent(
      int halo,
      int embedding,
      int audio,
      int words,
      int tokens,
      int staticSize,
      int hidden,
      int layers,
      int decoderLayers,
      int heads,
      int feedForward,
      int classifier,
      float dropout) {
    return new FusionNetConfig(
        halo,
        embedding,
        audio,
        words,
        tokens,
        staticSize,
        hidden,
        layers,
        List.of(),
        1,
        false,
        false,
        decoderLayers,
        heads,
        feedForward,
        classifier,
        dropout);
  }

  /** Steps to each side that the convolutions of a step reach; 0 for the recurrent encoder. */
  public int radius() {
    return dilations.stream().mapToInt(Integer::intValue).sum();
  }

  /** Number of encoded steps of a window fed to the decoder. */
  public int positions() {
    return 2 * (halo - radius()) / stride + 1;
  }

  /** Steps of a centre's window: 2M + 1. */
  public int window() {
    return 2 * halo + 1;
  }

  /** Width of the model: both directions of the recurrent encoder. */
  public int width() {
    return 2 * hidden;
  }

  /** Numbers per step of a modality; 0 if the model lacks it. */
  public int size(Sequence sequence) {
    return switch (sequence) {
      case EMBEDDING -> embedding;
      case AUDIO -> audio;
      case WORDS -> words;
    };
  }

  /** Sequences over the window. */
  public enum Sequence {
    /** Expression embedding of the face. */
    EMBEDDING,
    /** Voice features. */
    AUDIO,
    /** Word vectors. */
    WORDS
  }
}
