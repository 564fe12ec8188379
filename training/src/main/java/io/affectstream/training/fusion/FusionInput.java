package io.affectstream.training.fusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.util.EnumMap;
import java.util.Map;

/**
 * A batch of segments, as the fusion graph reads it: rows b are subjects of segments, n centres.
 *
 * @param rows b
 * @param steps S of a segment
 * @param centres n
 * @param sequences per modality {@code [b, S, size]}
 * @param masks per modality {@code [b, S]}
 * @param memory static feature {@code [n, T, D]}
 * @param memoryMask {@code [n]}
 * @param row {@code [n]} row of each centre
 * @param step {@code [n]} its step within the segment
 */
public record FusionInput(
    int rows,
    int steps,
    int centres,
    Map<Sequence, float[]> sequences,
    Map<Sequence, float[]> masks,
    float[] memory,
    float[] memoryMask,
    long[] row,
    long[] step) {

  /**
   * Each row mixed with the one at the other end of the batch (Zhang et al. 2022, eq. 2): features
   * in shares, present where either is. For batches of one centre per row.
   *
   * @param share of the row itself
   */
  FusionInput mixed(float share) {
    Map<Sequence, float[]> mixedSequences = new EnumMap<>(Sequence.class);
    Map<Sequence, float[]> mixedMasks = new EnumMap<>(Sequence.class);
    sequences.forEach((sequence, values) -> mixedSequences.put(sequence, blend(values, share)));
    masks.forEach((sequence, values) -> mixedMasks.put(sequence, either(values)));
    return new FusionInput(
        rows,
        steps,
        centres,
        mixedSequences,
        mixedMasks,
        blend(memory, share),
        either(memoryMask),
        row,
        step);
  }

  private float[] blend(float[] values, float share) {
    int length = values.length / rows;
    float[] mixed = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      float other = values[(rows - 1 - i / length) * length + i % length];
      mixed[i] = share * values[i] + (1 - share) * other;
    }
    return mixed;
  }

  private float[] either(float[] mask) {
    int length = mask.length / rows;
    float[] any = new float[mask.length];
    for (int i = 0; i < mask.length; i++) {
      any[i] = Math.max(mask[i], mask[(rows - 1 - i / length) * length + i % length]);
    }
    return any;
  }

  /** The arrays in the order of {@link FusionNet}'s inputs. */
  NDList arrays(FusionNetConfig config, NDManager manager) {
    NDList list = new NDList();
    for (Sequence sequence : Sequence.values()) {
      int size = config.size(sequence);
      if (size > 0) {
        list.add(windows(sequences.get(sequence), size, config, manager));
        NDArray mask = windows(masks.get(sequence), 1, config, manager);
        list.add(mask.reshape(centres, config.window()));
      }
    }
    list.add(manager.create(memory, new Shape(centres, config.tokens(), config.staticSize())));
    list.add(manager.create(memoryMask, new Shape(centres)));
    return list;
  }

  /** The windows around the centres, {@code [n, 2M + 1, size]}. */
  private NDArray windows(float[] values, int size, FusionNetConfig config, NDManager manager) {
    int window = config.window();
    float[] cut = new float[centres * window * size];
    for (int centre = 0; centre < centres; centre++) {
      int from = (int) (row[centre] * steps + step[centre] - config.halo()) * size;
      System.arraycopy(values, from, cut, centre * window * size, window * size);
    }
    return manager.create(cut, new Shape(centres, window, size));
  }
}
