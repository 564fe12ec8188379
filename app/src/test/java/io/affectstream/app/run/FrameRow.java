package io.affectstream.app.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A row of {@code STREAM.frames.csv}, read without the product's code. */
record FrameRow(Map<String, String> cells) {

  static List<FrameRow> read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv);
    String[] names = lines.get(0).split(",", -1);
    return lines.stream().skip(1).map(line -> of(names, line.split(",", -1))).toList();
  }

  private static FrameRow of(String[] names, String[] values) {
    if (names.length != values.length) {
      throw new AssertionError(
          "expected %d cells, found %s".formatted(names.length, List.of(values)));
    }
    Map<String, String> cells = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      cells.put(names[i], values[i]);
    }
    return new FrameRow(cells);
  }

  long frame() {
    return Long.parseLong(cells.get("frame"));
  }

  double seconds() {
    return number("timestamp");
  }

  int face() {
    return Integer.parseInt(cells.get("face_id"));
  }

  String expression() {
    return cells.get("expression");
  }

  String reason() {
    return cells.get("reason");
  }

  double voice() {
    return number("coverage_voice");
  }

  double words() {
    return number("coverage_words");
  }

  String noWords() {
    return cells.get("no_words");
  }

  double centreX() {
    return number("face_x") + number("face_w") / 2;
  }

  double number(String column) {
    return Double.parseDouble(cells.get(column));
  }
}
