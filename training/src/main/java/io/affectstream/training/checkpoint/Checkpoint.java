package io.affectstream.training.checkpoint;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training's state.
 *
 * @param epoch epochs completed
 * @param step optimiser steps completed of the next epoch
 * @param best greatest score so far
 * @param arrays parameters and, with prefix {@value #MOMENTUM}, the optimiser's state; name to
 *     row-major values
 */
public record Checkpoint(int epoch, long step, double best, Map<String, float[]> arrays) {

  private static final int MAGIC = 0x41464350;
  private static final String MOMENTUM = "momentum/";

  /** State of a block and its optimiser. */
  public static Checkpoint of(
      int epoch, long step, double best, Block block, Map<String, NDArray> momenta) {
    Map<String, float[]> arrays = weights(block);
    momenta.forEach((name, array) -> arrays.put(MOMENTUM + name, array.toFloatArray()));
    return new Checkpoint(epoch, step, best, arrays);
  }

  /** Parameters of a block by name. */
  public static Map<String, float[]> weights(Block block) {
    Map<String, float[]> weights = new LinkedHashMap<>();
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      weights.put(parameter.getKey(), parameter.getValue().getArray().toFloatArray());
    }
    return weights;
  }

  /**
   * Copies the weights into an initialised block.
   *
   * @throws IllegalArgumentException if a parameter is missing or has another size
   */
  public void restore(Block block) {
    for (Pair<String, Parameter> parameter : block.getParameters()) {
      copy(parameter.getKey(), parameter.getValue().getArray());
    }
  }

  /** Copies the optimiser's state. */
  public void restore(Map<String, NDArray> momenta) {
    momenta.forEach((name, array) -> copy(MOMENTUM + name, array));
  }

  private void copy(String name, NDArray into) {
    float[] values = arrays.get(name);
    if (values == null || values.length != into.size()) {
      throw new IllegalArgumentException(
          "checkpoint: expected '%s' with %d values, found %s"
              .formatted(name, into.size(), values == null ? "none" : values.length));
    }
    into.set(values);
  }

  /** Writes a file atomically: a kill leaves the old file or the new one. */
  public void write(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(part)))) {
      out.writeInt(MAGIC);
      out.writeInt(epoch);
      out.writeLong(step);
      out.writeDouble(best);
      out.writeInt(arrays.size());
      for (Map.Entry<String, float[]> array : arrays.entrySet()) {
        out.writeUTF(array.getKey());
        out.writeInt(array.getValue().length);
        for (float value : array.getValue()) {
          out.writeFloat(value);
        }
      }
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is not a checkpoint
   */
  public static Checkpoint read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readInt() != MAGIC) {
        throw new IOException("%s: expected a checkpoint, found another format".formatted(file));
      }
      int epoch = in.readInt();
      long step = in.readLong();
      double best = in.readDouble();
      int count = in.readInt();
      Map<String, float[]> arrays = new LinkedHashMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        float[] values = new float[in.readInt()];
        for (int j = 0; j < values.length; j++) {
          values[j] = in.readFloat();
        }
        arrays.put(name, values);
      }
      return new Checkpoint(epoch, step, best, arrays);
    }
  }
}
