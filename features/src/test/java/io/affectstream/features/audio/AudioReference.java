package io.affectstream.features.audio;

import io.affectstream.features.testing.TestData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A clip of the data folder's {@code audio-reference} with the features that librosa 0.11.0
 * computes from it.
 *
 * @param name name of the clip
 */
public record AudioReference(String name) {

  /** The clips that have 40-coefficient MFCC. */
  public static final List<AudioReference> ALL =
      List.of(
          new AudioReference("grid_bbaf2n"),
          new AudioReference("grid_id2_vcd_swwp2s"),
          new AudioReference("grid_lwbsza"),
          new AudioReference("librivox_0880"));

  private static final int PYIN_F0 = 2;
  private static final int PYIN_VOICED = 3;

  /** Samples, 16 kHz mono. */
  public float[] samples() {
    return wav(TestData.require("audio-reference/wav/" + name + ".wav"));
  }

  /** MFCC {@code [frames][40]}. */
  public double[][] mfcc() {
    return csv("mfcc40_notopdb", 0);
  }

  /** RMS {@code [frames]}. */
  public double[] rms() {
    return column(csv("rms400", 0), 0);
  }

  /** Pitch in Hz by pyin {@code [frames]}, 0 for unvoiced frames. */
  public double[] pitch() {
    double[][] table = csv("frame", 1);
    double[] pitch = column(table, PYIN_F0);
    for (int i = 0; i < pitch.length; i++) {
      pitch[i] = table[i][PYIN_VOICED] == 1 ? pitch[i] : 0;
    }
    return pitch;
  }

  @Override
  public String toString() {
    return name;
  }

  private double[][] csv(String kind, int headerLines) {
    Path path = TestData.require("audio-reference/%s.%s.csv".formatted(name, kind));
    try (var lines = Files.lines(path)) {
      return lines.skip(headerLines).map(AudioReference::numbers).toArray(double[][]::new);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double[] numbers(String line) {
    String[] cells = line.split(",", -1);
    double[] numbers = new double[cells.length];
    for (int i = 0; i < cells.length; i++) {
      numbers[i] = cells[i].isEmpty() ? 0 : Double.parseDouble(cells[i]);
    }
    return numbers;
  }

  private static double[] column(double[][] table, int index) {
    double[] column = new double[table.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = table[i][index];
    }
    return column;
  }

  private static float[] wav(Path path) {
    try {
      ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
      file.position(12);
      byte[] tag = new byte[4];
      file.get(tag);
      int bytes = file.getInt();
      while (!new String(tag, StandardCharsets.US_ASCII).equals("data")) {
        file.position(file.position() + bytes + (bytes & 1));
        file.get(tag);
        bytes = file.getInt();
      }
      float[] samples = new float[Math.min(bytes, file.remaining()) / 2];
      for (int i = 0; i < samples.length; i++) {
        samples[i] = file.getShort() / 32768f;
      }
      return samples;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
