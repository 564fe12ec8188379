package io.affectstream.bench.figures;

/**
 * One measured figure.
 *
 * @param label name of the figure
 * @param unit unit, e.g. {@code frames/s}
 * @param spread values of the repeats
 */
public record Figure(String label, String unit, Spread spread) {

  /** A figure measured once. */
  public static Figure of(String label, String unit, double value) {
    return new Figure(label, unit, Spread.of(value));
  }

  /** A count, measured once. */
  public static Figure count(String label, long number) {
    return of(label, "", (double) number);
  }
}
