package io.affectstream.bench.figures;

import java.util.List;

/**
 * Figures that belong together.
 *
 * @param title title
 * @param figures the figures, in display order
 */
public record FigureGroup(String title, List<Figure> figures) {

  /** Copies the list. */
  public FigureGroup {
    figures = List.copyOf(figures);
  }
}
