package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Faces with shares of the expression classes in place of one label.
 *
 * @param images the faces; an image's label is the class with the largest share
 * @param shares {@code [n][8]}, rows of sum 1
 */
public record LabelledFaces(FaceImages images, float[][] shares) {

  public LabelledFaces {
    if (shares.length != images.size()) {
      throw new IllegalArgumentException(
          "faces: expected a row of shares per image, found %d rows for %d images"
              .formatted(shares.length, images.size()));
    }
  }

  /** Every image with its own class only. */
  public static LabelledFaces of(FaceImages images) {
    float[][] shares = new float[images.size()][];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = whole(images.labels().get(i));
    }
    return new LabelledFaces(images, shares);
  }

  /**
   * The raters' shares mixed with the image's own label. Images without shares are dropped.
   *
   * @param weight of the raters' shares, in [0, 1]
   */
  public static LabelledFaces of(FaceImages images, FaceVotes votes, double weight) {
    FaceImages kept = images.only(name -> votes.shares(name).isPresent());
    float[][] shares = new float[kept.size()][];
    List<Expression> labels = new ArrayList<>();
    for (int i = 0; i < shares.length; i++) {
      shares[i] = whole(kept.labels().get(i));
      float[] voted = votes.shares(kept.names().get(i)).orElseThrow();
      for (int c = 0; c < voted.length; c++) {
        shares[i][c] = (float) (weight * voted[c] + (1 - weight) * shares[i][c]);
      }
      labels.add(Columns.likeliest(shares[i]));
    }
    return new LabelledFaces(kept.labelled(labels), shares);
  }

  /** The images on which more raters chose one of the seven classes than any other answer. */
  public static FaceImages majority(FaceImages images, FaceVotes votes) {
    FaceImages kept = images.only(name -> votes.majority(name).isPresent());
    List<Expression> labels =
        kept.names().stream().map(votes::majority).map(Optional::orElseThrow).toList();
    return kept.labelled(labels);
  }

  /** The images whose names are chosen. */
  public LabelledFaces only(Predicate<String> chosen) {
    float[][] kept =
        IntStream.range(0, shares.length)
            .filter(i -> chosen.test(images.names().get(i)))
            .mapToObj(i -> shares[i])
            .toArray(float[][]::new);
    return new LabelledFaces(images.only(chosen), kept);
  }

  /** These images and others. */
  public LabelledFaces and(LabelledFaces others) {
    float[][] both = new float[shares.length + others.shares.length][];
    System.arraycopy(shares, 0, both, 0, shares.length);
    System.arraycopy(others.shares, 0, both, shares.length, others.shares.length);
    return new LabelledFaces(images.and(others.images), both);
  }

  private static float[] whole(Expression label) {
    float[] row = new float[Expression.values().length];
    row[Columns.of(label)] = 1;
    return row;
  }
}
