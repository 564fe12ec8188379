package io.affectstream.bench.figures;

import java.util.List;

/**
 * Figures that belong together.
 *
 * @param title title
 * @param figures the figures, in the order in which they are shown
 */
public record Section(String title, List<Figure> figures) {

  /** Copies the list. */
  public Section {
    figures = List.copyOf(figures);
  }
}
