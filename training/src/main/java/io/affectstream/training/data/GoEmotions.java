package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads GoEmotions (Demszky et al. 2020) with Ekman's labels: tab-separated text, label ids divided
 * by commas and an optional id. The names of the labels are in a separate file, one per line.
 */
public final class GoEmotions {

  private GoEmotions() {}

  /**
   * Every comment of a split, in the file's order.
   *
   * @param split e.g. {@code train.tsv}
   * @param names e.g. {@code labels.txt}
   * @throws IOException if a file cannot be read or a line is not as described
   */
  public static List<Comment> read(Path split, Path names) throws IOException {
    List<Expression> classes =
        Files.readAllLines(names).stream()
            .filter(line -> !line.isBlank())
            .map(ClassNames::expression)
            .toList();
    List<Comment> comments = new ArrayList<>();
    int number = 0;
    for (String line : Files.readAllLines(split)) {
      number++;
      String[] cells = line.split("\t", -1);
      if (cells.length < 2) {
        throw new IOException(
            "%s, line %d: expected text and label ids divided by a tab, found no tab"
                .formatted(split, number));
      }
      Set<Expression> labels = labels(cells[1], classes, split, number);
      String id = cells.length > 2 ? cells[2] : "line " + number;
      comments.add(new Comment(id, cells[0], labels));
    }
    return comments;
  }

  private static Set<Expression> labels(
      String ids, List<Expression> classes, Path split, int number) throws IOException {
    Set<Expression> labels = EnumSet.noneOf(Expression.class);
    for (String id : ids.split(",", -1)) {
      if (!id.matches("\\d{1,3}") || Integer.parseInt(id) >= classes.size()) {
        throw new IOException(
            "%s, line %d: expected label ids from 0 to %d, found '%s'"
                .formatted(split, number, classes.size() - 1, ids));
      }
      labels.add(classes.get(Integer.parseInt(id)));
    }
    return labels;
  }
}
