package io.affectstream.bench.figures;

/**
 * One measured figure.
 *
 * @param label what it is
 * @param unit unit, e.g. {@code frames/s}
 * @param spread its repeats
 */
public record Figure(String label, String unit, Spread spread) {

  /** A figure measured once. */
  public static Figure of(String label, String unit, double value) {
    return new Figure(label, unit, Spread.of(value));
  }

  /** A number of things, counted once. */
  public static Figure count(String label, long number) {
    return of(label, "", (double) number);
  }
}
