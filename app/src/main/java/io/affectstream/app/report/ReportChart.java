package io.affectstream.app.report;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Charts of a report as SVG, stretched to the width of the page: one unit per column to the right,
 * 100 downwards.
 */
final class ReportChart {

  private static final int HEIGHT = 100;

  private ReportChart() {}

  /** Wraps shapes. */
  static String svg(int columns, String shapes) {
    return "<svg viewBox=\"0 0 %d %d\" preserveAspectRatio=\"none\" aria-hidden=\"true\">%s</svg>"
        .formatted(columns, HEIGHT, shapes);
  }

  /** A bar over the full height from one column to another, fractions allowed. */
  static String bar(String css, double first, double last, String title) {
    return String.format(
        Locale.ROOT,
        "<rect class=\"%s\" x=\"%.2f\" width=\"%.2f\" height=\"%d\"><title>%s</title></rect>",
        css,
        first,
        Math.max(0.2, last - first),
        HEIGHT,
        Html.escape(title));
  }

  /** Cells of the same letter joined to bars; {@code css} returns the class of a letter. */
  static String ribbon(char[] cells, Function<Character, String> css) {
    StringBuilder bars = new StringBuilder();
    int first = 0;
    for (int i = 1; i <= cells.length; i++) {
      if (i == cells.length || cells[i] != cells[first]) {
        String name = css.apply(cells[first]);
        if (!name.isEmpty()) {
          bars.append(bar(name, first, i, name));
        }
        first = i;
      }
    }
    return bars.toString();
  }

  /** An area between two curves in [0, 1], one value per column; gaps where the upper is NaN. */
  static String area(String css, double[] lower, double[] upper) {
    StringBuilder path = new StringBuilder();
    int first = 0;
    for (int i = 0; i <= upper.length; i++) {
      boolean gap = i == upper.length || Double.isNaN(upper[i]);
      if (gap) {
        if (i > first) {
          piece(path, lower, upper, first, i);
        }
        first = i + 1;
      }
    }
    return path.isEmpty() ? "" : "<path class=\"%s\" d=\"%s\"/>".formatted(css, path);
  }

  private static void piece(
      StringBuilder path, double[] lower, double[] upper, int first, int last) {
    char command = 'M';
    path.append(point(command, first, upper[first]));
    for (int i = first; i < last; i++) {
      path.append(point('L', i + 0.5, upper[i]));
    }
    path.append(point('L', last, upper[last - 1])).append(point('L', last, lower[last - 1]));
    for (int i = last - 1; i >= first; i--) {
      path.append(point('L', i + 0.5, lower[i]));
    }
    path.append(point('L', first, lower[first])).append('Z');
  }

  private static String point(char command, double x, double value) {
    String column = x == Math.rint(x) ? Integer.toString((int) x) : Double.toString(x);
    return String.format(Locale.ROOT, "%c%s %d", command, column, Math.round(HEIGHT * (1 - value)));
  }

  /** Areas stacked from the bottom, the first lowest. */
  static String stack(List<String> css, double[][] columns, int firstNumber) {
    double[] lower = new double[columns.length];
    StringBuilder areas = new StringBuilder();
    for (int k = 0; k < css.size(); k++) {
      double[] upper = new double[columns.length];
      for (int i = 0; i < columns.length; i++) {
        upper[i] = Math.min(1, lower[i] + columns[i][firstNumber + k]);
      }
      areas.append(area(css.get(k), lower, upper));
      lower = upper;
    }
    return areas.toString();
  }
}
