package io.affectstream.features.vision;

import java.util.Arrays;

/**
 * Optimal assignment by the Hungarian method with potentials (Kuhn 1955; shortest augmenting paths,
 * Jonker and Volgenant 1987), cubic in the longer side.
 */
final class Assignment {

  private static final int NONE = -1;

  private final double[][] cost;
  private final int size;

  /** Potentials of rows and columns; index 0 is the virtual start, real ones count from 1. */
  private final double[] rowPotential;

  private final double[] columnPotential;
  private final int[] rowOfColumn;

  private Assignment(double[][] gain, int columns) {
    size = Math.max(gain.length, columns);
    cost = new double[size + 1][size + 1];
    for (int row = 0; row < gain.length; row++) {
      for (int column = 0; column < columns; column++) {
        cost[row + 1][column + 1] = -gain[row][column];
      }
    }
    rowPotential = new double[size + 1];
    columnPotential = new double[size + 1];
    rowOfColumn = new int[size + 1];
  }

  /**
   * Pairs rows with columns so that the sum of gains is maximal. Pairs with gain 0 are dropped.
   *
   * @param gain {@code [rows][columns]}, each at least 0
   * @param columns number of columns, needed if there are no rows
   * @return for every column its row, or -1
   */
  static int[] rowsOf(double[][] gain, int columns) {
    Assignment assignment = new Assignment(gain, columns);
    for (int row = 1; row <= assignment.size; row++) {
      assignment.augment(row);
    }
    int[] rows = new int[columns];
    for (int column = 0; column < columns; column++) {
      int row = assignment.rowOfColumn[column + 1] - 1;
      rows[column] = row < gain.length && gain[row][column] > 0 ? row : NONE;
    }
    return rows;
  }

  /** Adds a row along the shortest augmenting path. */
  private void augment(int row) {
    double[] least = new double[size + 1];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    int[] cameFrom = new int[size + 1];
    boolean[] done = new boolean[size + 1];
    rowOfColumn[0] = row;
    int column = 0;
    do {
      done[column] = true;
      relax(column, least, cameFrom, done);
      column = nearest(least, done);
      shift(least[column], least, done);
    } while (rowOfColumn[column] != 0);
    while (column != 0) {
      rowOfColumn[column] = rowOfColumn[cameFrom[column]];
      column = cameFrom[column];
    }
  }

  private void relax(int from, double[] least, int[] cameFrom, boolean[] done) {
    int row = rowOfColumn[from];
    for (int column = 1; column <= size; column++) {
      double reduced = cost[row][column] - rowPotential[row] - columnPotential[column];
      if (!done[column] && reduced < least[column]) {
        least[column] = reduced;
        cameFrom[column] = from;
      }
    }
  }

  private int nearest(double[] least, boolean[] done) {
    int best = 0;
    for (int column = 1; column <= size; column++) {
      if (!done[column] && (best == 0 || least[column] < least[best])) {
        best = column;
      }
    }
    return best;
  }

  private void shift(double by, double[] least, boolean[] done) {
    for (int column = 0; column <= size; column++) {
      if (done[column]) {
        rowPotential[rowOfColumn[column]] += by;
        columnPotential[column] -= by;
      } else {
        least[column] -= by;
      }
    }
  }
}
