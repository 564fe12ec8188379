package io.affectstream.training.data.fec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Three faces and the votes on them.
 *
 * @param faces three
 * @param kind diversity of their expressions
 * @param votes one per annotator: number of the face, 1 to 3, whose expression differs from the
 *     other two
 */
public record FecTriplet(List<FecFace> faces, Kind kind, List<Integer> votes) {

  /** Number of classes of expression of the three faces. */
  public enum Kind {
    /** All from one class. */
    ONE_CLASS_TRIPLET(0.1f),
    /** Two from one class, the third from another. */
    TWO_CLASS_TRIPLET(0.2f),
    /** Each from another class. */
    THREE_CLASS_TRIPLET(0.2f);

    private final float margin;

    Kind(float margin) {
      this.margin = margin;
    }

    /** Margin of the triplet loss. */
    public float margin() {
      return margin;
    }
  }

  /**
   * A triplet whose annotators agree.
   *
   * @param first of the two that are alike
   * @param second of the two that are alike
   * @param odd the one that differs
   * @param margin of the triplet loss
   */
  public record Decided(FecFace first, FecFace second, FecFace odd, float margin) {}

  public FecTriplet {
    faces = List.copyOf(faces);
    votes = List.copyOf(votes);
  }

  /**
   * Number of the face that more annotators chose than any other; empty if two were chosen equally
   * often, or the share of the annotators is too small.
   *
   * @param minShare of the annotators; 0: any majority
   */
  public OptionalInt odd(double minShare) {
    int[] counts = new int[faces.size() + 1];
    votes.forEach(vote -> counts[vote]++);
    int best = 1;
    boolean tied = false;
    for (int face = 2; face < counts.length; face++) {
      tied = counts[face] == counts[best] || (tied && counts[face] < counts[best]);
      best = counts[face] > counts[best] ? face : best;
    }
    boolean agreed = !tied && counts[best] >= minShare * votes.size();
    return agreed ? OptionalInt.of(best) : OptionalInt.empty();
  }

  /** The triplet in the order of the loss; empty if the annotators disagree. */
  public Optional<Decided> decided(double minShare) {
    OptionalInt odd = odd(minShare);
    if (odd.isEmpty()) {
      return Optional.empty();
    }
    List<FecFace> alike = new ArrayList<>(faces);
    FecFace differing = alike.remove(odd.getAsInt() - 1);
    return Optional.of(new Decided(alike.get(0), alike.get(1), differing, kind.margin()));
  }
}
