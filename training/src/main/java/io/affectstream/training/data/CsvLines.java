package io.affectstream.training.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads comma-separated values; a cell may be in double quotes, quotes inside it are doubled. */
public final class CsvLines {

  private static final char MARK = '\ufeff';

  private CsvLines() {}

  /**
   * A line that is not empty.
   *
   * @param number counted from 1
   * @param cells stripped of white space around them
   */
  public record Line(int number, List<String> cells) {

    public Line {
      cells = List.copyOf(cells);
    }
  }

  /**
   * Every line of a UTF-8 file that is not empty. A byte order mark and Windows line breaks are
   * accepted; a cell cannot span lines.
   *
   * @throws IOException if the file cannot be read or a quote is not closed
   */
  public static List<Line> read(Path file) throws IOException {
    List<Line> lines = new ArrayList<>();
    List<String> texts = Files.readAllLines(file);
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      text = i == 0 && !text.isEmpty() && text.charAt(0) == MARK ? text.substring(1) : text;
      if (!text.isBlank()) {
        lines.add(new Line(i + 1, cells(text, file, i + 1)));
      }
    }
    return lines;
  }

  private static List<String> cells(String text, Path file, int number) throws IOException {
    List<String> cells = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        cell.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    if (quoted) {
      throw new IOException(
          "%s, line %d: expected a closing quote, found '%s'".formatted(file, number, text));
    }
    cells.add(cell.toString().strip());
    return cells;
  }
}
