package io.affectstream.training.affwild.data;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** An annotated task: header and lines of the text files. */
public enum AffWildTask {

  /** One class per frame, 0 to 7 in the order of the header; -1: not annotated. */
  EXPRESSION(
      "EXPR_Classification_Challenge",
      "Neutral,Anger,Disgust,Fear,Happiness,Sadness,Surprise,Other",
      1,
      -1,
      "an integer 0 to 7, or -1"),

  /** 12 binaries per frame; -1 in any of them: not annotated. */
  ACTION_UNITS(
      "AU_Detection_Challenge",
      "AU1,AU2,AU4,AU6,AU7,AU10,AU12,AU15,AU23,AU24,AU25,AU26",
      12,
      -1,
      "0, 1 or -1"),

  /** Valence and arousal in [-1, 1]; -5 in any of them: not annotated. */
  VALENCE_AROUSAL(
      "VA_Estimation_Challenge", "valence,arousal", 2, -5, "a number in [-1, 1], or -5");

  private final String folder;
  private final String header;
  private final int columns;
  private final int skipped;
  private final String rule;

  AffWildTask(String folder, String header, int columns, int skipped, String rule) {
    this.folder = folder;
    this.header = header;
    this.columns = columns;
    this.skipped = skipped;
    this.rule = rule;
  }

  /** Name of the folder of this task's annotations. */
  public String folder() {
    return folder;
  }

  /** First line of a file. */
  public String header() {
    return header;
  }

  /** Numbers per line. */
  public int columns() {
    return columns;
  }

  /**
   * The numbers of a line; empty where the frame is not annotated.
   *
   * @param line without its line break
   * @param file named in the message
   * @param number of the line, counted from 1
   * @throws IOException if the line is not in this task's format
   */
  Optional<float[]> parse(String line, Path file, int number) throws IOException {
    String[] cells = line.split(",", -1);
    if (cells.length != columns) {
      throw problem(file, number, "%d numbers".formatted(columns), line);
    }
    float[] values = new float[columns];
    boolean annotated = true;
    for (int i = 0; i < columns; i++) {
      values[i] = number(cells[i].strip(), file, number);
      annotated &= values[i] != skipped;
    }
    return annotated ? Optional.of(values) : Optional.empty();
  }

  private float number(String cell, Path file, int line) throws IOException {
    float value;
    try {
      value = Float.parseFloat(cell);
    } catch (NumberFormatException e) {
      throw problem(file, line, rule, cell);
    }
    if (value != skipped && !holds(value)) {
      throw problem(file, line, rule, cell);
    }
    return value;
  }

  /** Whether a number is a valid annotation, other than the mark for none. */
  private boolean holds(float value) {
    return switch (this) {
      case EXPRESSION -> value == Math.rint(value) && value >= 0 && value <= 7;
      case ACTION_UNITS -> value == 0 || value == 1;
      case VALENCE_AROUSAL -> value >= -1 && value <= 1;
    };
  }

  static IOException problem(Path file, int line, String expected, String found) {
    return new IOException(
        "%s, line %d: expected %s, found '%s'".formatted(file, line, expected, found));
  }

  /**
   * A line.
   *
   * @throws IllegalArgumentException if the numbers are invalid for this task
   */
  String line(Optional<float[]> row) {
    if (row.isEmpty()) {
      return IntStream.range(0, columns)
          .mapToObj(i -> Integer.toString(skipped))
          .collect(Collectors.joining(","));
    }
    float[] values = row.get();
    boolean valid = values.length == columns;
    for (float value : values) {
      valid &= holds(value);
    }
    if (!valid) {
      throw new IllegalArgumentException(
          "%s: expected %d times %s (the mark for none is not given as a number), found %s"
              .formatted(this, columns, rule, Arrays.toString(values)));
    }
    return IntStream.range(0, columns)
        .mapToObj(i -> text(values[i]))
        .collect(Collectors.joining(","));
  }

  private String text(float value) {
    return this == VALENCE_AROUSAL
        ? new BigDecimal(Float.toString(value)).toPlainString()
        : Integer.toString((int) value);
  }
}
