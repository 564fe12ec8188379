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
 * @param pictures the faces; a picture's label is the class with the largest share
 * @param shares {@code [n][8]}, rows of sum 1
 */
public record LabelledFaces(FacePictures pictures, float[][] shares) {

  public LabelledFaces {
    if (shares.length != pictures.size()) {
      throw new IllegalArgumentException(
          "faces: expected a row of shares per picture, found %d rows for %d pictures"
              .formatted(shares.length, pictures.size()));
    }
  }

  /** Every picture with its own class only. */
  public static LabelledFaces of(FacePictures pictures) {
    float[][] shares = new float[pictures.size()][];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = whole(pictures.labels().get(i));
    }
    return new LabelledFaces(pictures, shares);
  }

  /**
   * The raters' shares mixed with the picture's own label. Pictures without shares are dropped.
   *
   * @param weight of the raters' shares, in [0, 1]
   */
  public static LabelledFaces of(FacePictures pictures, FaceVotes votes, double weight) {
    FacePictures kept = pictures.only(name -> votes.shares(name).isPresent());
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

  /** The pictures on which more raters chose one of the seven classes than any other answer. */
  public static FacePictures majority(FacePictures pictures, FaceVotes votes) {
    FacePictures kept = pictures.only(name -> votes.majority(name).isPresent());
    List<Expression> labels =
        kept.names().stream().map(votes::majority).map(Optional::orElseThrow).toList();
    return kept.labelled(labels);
  }

  /** The pictures whose names are chosen. */
  public LabelledFaces only(Predicate<String> chosen) {
    float[][] kept =
        IntStream.range(0, shares.length)
            .filter(i -> chosen.test(pictures.names().get(i)))
            .mapToObj(i -> shares[i])
            .toArray(float[][]::new);
    return new LabelledFaces(pictures.only(chosen), kept);
  }

  /** These pictures and others. */
  public LabelledFaces and(LabelledFaces others) {
    float[][] both = new float[shares.length + others.shares.length][];
    System.arraycopy(shares, 0, both, 0, shares.length);
    System.arraycopy(others.shares, 0, both, shares.length, others.shares.length);
    return new LabelledFaces(pictures.and(others.pictures), both);
  }

  private static float[] whole(Expression label) {
    float[] row = new float[Expression.values().length];
    row[Columns.of(label)] = 1;
    return row;
  }
}
