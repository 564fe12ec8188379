package io.affectstream.models.served;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.ClassNames;
import io.affectstream.training.data.CsvLines;
import io.affectstream.training.data.CsvLines.Line;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Parts of recordings in which a person shows one of some expressions, from CSV. */
public final class LabelledSegments {

  private static final List<String> HEADER = List.of("file", "start_s", "end_s", "any_of");

  private LabelledSegments() {}

  /**
   * A part.
   *
   * @param file recording
   * @param start in seconds
   * @param end in seconds, exclusive
   * @param classes each of which counts as correct
   */
  public record Excerpt(Path file, double start, double end, Set<Expression> classes) {

    public Excerpt {
      classes = Set.copyOf(classes);
    }

    /** Whether a time is inside the part. */
    public boolean holds(double seconds) {
      return seconds >= start && seconds < end;
    }
  }

  /**
   * Reads the columns file (relative to the CSV), start_s, end_s, any_of (classes divided by
   * spaces).
   *
   * @throws IOException if the file cannot be read or a line is not as described
   */
  public static List<Excerpt> read(Path csv) throws IOException {
    List<Line> lines = CsvLines.read(csv);
    if (lines.isEmpty() || !lines.get(0).cells().equals(HEADER)) {
      throw new IOException(
          "%s: expected the header %s, found %s"
              .formatted(csv, HEADER, lines.isEmpty() ? "nothing" : lines.get(0).cells()));
    }
    List<Excerpt> parts = new ArrayList<>();
    for (Line line : lines.subList(1, lines.size())) {
      try {
        parts.add(part(csv, line.cells()));
      } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
        throw new IOException(
            "%s, line %d: expected %s, found %s (%s)"
                .formatted(csv, line.number(), HEADER, line.cells(), e.getMessage()),
            e);
      }
    }
    return parts;
  }

  private static Excerpt part(Path csv, List<String> cells) {
    Set<Expression> classes = EnumSet.noneOf(Expression.class);
    for (String name : cells.get(3).split(" ")) {
      classes.add(ClassNames.expression(name));
    }
    return new Excerpt(
        csv.resolveSibling(cells.get(0)),
        Double.parseDouble(cells.get(1)),
        Double.parseDouble(cells.get(2)),
        classes);
  }
}
