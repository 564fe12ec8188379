package io.affectstream.training.fusion;

import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts samples to the input arrays of a network; skips inputs that it lacks. */
public final class FusionInputs {

  private final FusionNetConfig config;
  private final Optional<WordBank> words;

  /**
   * @param config inputs of the network
   * @param words table of the samples' words; empty if the network reads none
   */
  public FusionInputs(FusionNetConfig config, Optional<WordBank> words) {
    this.config = config;
    this.words = words;
  }

  /** One row and one centre per sample. */
  public FusionInput input(List<LabelledWindow> samples) {
    int rows = samples.size();
    int window = config.window();
    Map<Sequence, float[]> sequences = new EnumMap<>(Sequence.class);
    Map<Sequence, float[]> masks = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      if (config.size(sequence) > 0) {
        sequences.put(sequence, new float[rows * window * config.size(sequence)]);
        masks.put(sequence, new float[rows * window]);
      }
    }
    float[] memory = new float[rows * config.tokens() * config.staticSize()];
    float[] memoryMask = new float[rows];
    long[] row = new long[rows];
    long[] step = new long[rows];
    for (int i = 0; i < rows; i++) {
      row[i] = i;
      step[i] = config.halo();
      fill(samples.get(i), i, sequences, masks);
      memoryMask[i] = memory(samples.get(i).memory(), memory, i) ? 1 : 0;
    }
    return new FusionInput(rows, window, rows, sequences, masks, memory, memoryMask, row, step);
  }

  private void fill(
      LabelledWindow sample,
      int row,
      Map<Sequence, float[]> sequences,
      Map<Sequence, float[]> masks) {
    copy(sample.embedding(), row, sequences.get(Sequence.EMBEDDING));
    copy(sample.embeddingMask(), row, masks.get(Sequence.EMBEDDING));
    copy(sample.audio(), row, sequences.get(Sequence.AUDIO));
    copy(sample.audioMask(), row, masks.get(Sequence.AUDIO));
    float[] into = sequences.get(Sequence.WORDS);
    if (into != null) {
      int size = config.words();
      int window = config.window();
      for (int i = 0; i < sample.words().length; i++) {
        if (sample.words()[i] != LabelledWindow.SILENT) {
          float[] vector = words.orElseThrow().vector(sample.words()[i]);
          System.arraycopy(vector, 0, into, (row * window + i) * size, size);
          masks.get(Sequence.WORDS)[row * window + i] = 1;
        }
      }
    }
  }

  private static void copy(float[] values, int row, float[] into) {
    if (into != null && values.length > 0) {
      System.arraycopy(values, 0, into, row * values.length, values.length);
    }
  }

  /** Tokens, or their mean if the network reads the pooled feature. */
  private boolean memory(float[] tokens, float[] into, int row) {
    int size = config.staticSize();
    int kept = config.tokens();
    if (tokens.length == 0 || tokens.length % size != 0) {
      return false;
    }
    int count = tokens.length / size;
    if (kept == count) {
      System.arraycopy(tokens, 0, into, row * kept * size, tokens.length);
    } else if (kept == 1) {
      for (int i = 0; i < tokens.length; i++) {
        into[row * size + i % size] += tokens[i] / count;
      }
    } else {
      throw new IllegalArgumentException(
          "static feature: expected 1 or %d tokens, found %d".formatted(count, kept));
    }
    return true;
  }
}
