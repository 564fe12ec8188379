package io.affectstream.ingest.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * Class means of many faces, with the differences between classes exaggerated.
 *
 * <p>With the grand mean g of the class means m_c, the deviations d_c = m_c - g and r, the root
 * mean square of their lengths, a face is {@code g + e_c}. e_c has the direction of d_c without its
 * share common to other classes, row c of {@code (D D' / r^2 + ridge I)^-1 D} (a large ridge yields
 * d_c itself), and the length {@code factor r sqrt(r / |d_c|)}, so that subtle expressions are
 * exaggerated more than strong ones.
 */
final class MeanFaces {

  /** Width and height of an aligned face. */
  static final int SIZE = 96;

  private final double[][] sums;
  private final int[] counts;

  MeanFaces(int classes) {
    sums = new double[classes][SIZE * SIZE];
    counts = new int[classes];
  }

  /** Adds an aligned face of {@link #SIZE} pixels; its brightness and contrast are ignored. */
  void add(int label, GreyPixels face) {
    float[] values = face.normalised().values();
    for (int i = 0; i < values.length; i++) {
      sums[label][i] += values[i];
    }
    counts[label]++;
  }

  /** Faces added to a class. */
  int count(int label) {
    return counts[label];
  }

  /**
   * One face per class, half the size, with mean 0 and standard deviation 1.
   *
   * @throws IllegalStateException if a class has no face
   */
  List<GreyPixels> exaggerated(double factor, double ridge) {
    double[][] means = means();
    double[] grand = mean(means);
    double[][] deviations = subtract(means, grand);
    double[][] own = own(deviations, ridge);
    List<GreyPixels> faces = new ArrayList<>();
    double usual = Math.sqrt(meanSquaredLength(deviations));
    for (int label = 0; label < means.length; label++) {
      double length = factor * usual * Math.sqrt(usual / length(deviations[label]));
      double scale = length / length(own[label]);
      float[] values = new float[grand.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (grand[i] + scale * own[label][i]);
      }
      faces.add(new GreyPixels(SIZE, values).symmetric().halved().normalised());
    }
    return faces;
  }

  private double[][] means() {
    double[][] means = new double[sums.length][];
    for (int label = 0; label < sums.length; label++) {
      if (counts[label] == 0) {
        throw new IllegalStateException("mean faces: class %d has no face".formatted(label));
      }
      means[label] = new double[sums[label].length];
      for (int i = 0; i < means[label].length; i++) {
        means[label][i] = sums[label][i] / counts[label];
      }
    }
    return means;
  }

  private static double[][] own(double[][] deviations, double ridge) {
    int classes = deviations.length;
    double squared = meanSquaredLength(deviations);
    double[][] gram = new double[classes][classes];
    for (int a = 0; a < classes; a++) {
      for (int b = 0; b < classes; b++) {
        gram[a][b] = dot(deviations[a], deviations[b]) / squared + (a == b ? ridge : 0);
      }
    }
    return solve(gram, deviations);
  }

  /**
   * The solution X of {@code matrix X = right} by Gauss-Jordan elimination; the matrix is
   * overwritten.
   */
  private static double[][] solve(double[][] matrix, double[][] right) {
    double[][] x = new double[right.length][];
    for (int row = 0; row < right.length; row++) {
      x[row] = right[row].clone();
    }
    // Symmetric and, with a positive ridge, positive definite: pivoting is not needed.
    for (int pivot = 0; pivot < matrix.length; pivot++) {
      scale(matrix[pivot], x[pivot], 1 / matrix[pivot][pivot]);
      for (int row = 0; row < matrix.length; row++) {
        if (row != pivot) {
          double share = matrix[row][pivot];
          addScaled(matrix[row], matrix[pivot], -share);
          addScaled(x[row], x[pivot], -share);
        }
      }
    }
    return x;
  }

  private static void scale(double[] first, double[] second, double by) {
    for (int i = 0; i < first.length; i++) {
      first[i] *= by;
    }
    for (int i = 0; i < second.length; i++) {
      second[i] *= by;
    }
  }

  private static void addScaled(double[] target, double[] source, double by) {
    for (int i = 0; i < target.length; i++) {
      target[i] += by * source[i];
    }
  }

  private static double[] mean(double[][] rows) {
    double[] mean = new double[rows[0].length];
    for (double[] row : rows) {
      addScaled(mean, row, 1.0 / rows.length);
    }
    return mean;
  }

  private static double[][] subtract(double[][] rows, double[] from) {
    double[][] difference = new double[rows.length][];
    for (int row = 0; row < rows.length; row++) {
      difference[row] = rows[row].clone();
      addScaled(difference[row], from, -1);
    }
    return difference;
  }

  private static double meanSquaredLength(double[][] rows) {
    double sum = 0;
    for (double[] row : rows) {
      sum += dot(row, row);
    }
    return sum / rows.length;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static double length(double[] vector) {
    return Math.sqrt(dot(vector, vector));
  }
}
