package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Labelled grey faces of one size, held in memory as bytes.
 *
 * @param side rows and columns
 * @param pixels {@code [n, side, side]}, row-major, 0..255 unsigned
 * @param labels class of each image
 * @param names name of each image within its source, e.g. {@code train/happy/x.jpg}
 */
public record FaceImages(int side, byte[] pixels, List<Expression> labels, List<String> names) {

  public FaceImages {
    labels = List.copyOf(labels);
    names = List.copyOf(names);
    if (pixels.length != labels.size() * side * side || names.size() != labels.size()) {
      throw new IllegalArgumentException(
          "faces: expected %d pixels and names for %d labels, found %d pixels and %d names"
              .formatted(labels.size() * side * side, labels.size(), pixels.length, names.size()));
    }
  }

  /** Number of images. */
  public int size() {
    return labels.size();
  }

  /** The images whose names are chosen. */
  public FaceImages only(Predicate<String> chosen) {
    int[] kept = IntStream.range(0, size()).filter(i -> chosen.test(names.get(i))).toArray();
    int length = side * side;
    byte[] copy = new byte[kept.length * length];
    for (int i = 0; i < kept.length; i++) {
      System.arraycopy(pixels, kept[i] * length, copy, i * length, length);
    }
    return new FaceImages(
        side,
        copy,
        Arrays.stream(kept).mapToObj(labels::get).toList(),
        Arrays.stream(kept).mapToObj(names::get).toList());
  }

  /** The same images with other labels. */
  public FaceImages labelled(List<Expression> others) {
    return new FaceImages(side, pixels, others, names);
  }

  /**
   * These images and others of the same side.
   *
   * @throws IllegalArgumentException if the sides differ
   */
  public FaceImages and(FaceImages others) {
    if (others.side != side) {
      throw new IllegalArgumentException(
          "faces: expected images of side %d, found %d".formatted(side, others.side));
    }
    byte[] both = Arrays.copyOf(pixels, pixels.length + others.pixels.length);
    System.arraycopy(others.pixels, 0, both, pixels.length, others.pixels.length);
    return new FaceImages(
        side,
        both,
        Stream.concat(labels.stream(), others.labels.stream()).toList(),
        Stream.concat(names.stream(), others.names.stream()).toList());
  }

  /** Images of each class, indexed by {@link Columns}. */
  public int[] counts() {
    int[] counts = new int[Expression.values().length];
    labels.forEach(label -> counts[Columns.of(label)]++);
    return counts;
  }
}
