package io.affectstream.training.experts;

import io.affectstream.training.corpus.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Subsets of the modalities as numbers: bit i represents the i-th {@link Part}. */
public final class PartSet {

  /** Modalities. */
  public static final int PARTS = Part.values().length;

  /** Subsets, the empty one included. */
  public static final int COUNT = 1 << PARTS;

  private PartSet() {}

  /** Number of a subset. */
  @SuppressWarnings("EnumOrdinal")
  public static int of(Set<Part> parts) {
    int bits = 0;
    for (Part part : parts) {
      bits |= 1 << part.ordinal();
    }
    return bits;
  }

  /** Whether a subset holds the i-th modality. */
  static boolean holds(int subset, int part) {
    return (subset >> part & 1) == 1;
  }

  /** Every subset that is not empty. */
  public static List<Set<Part>> all() {
    List<Set<Part>> all = new ArrayList<>();
    for (int subset = 1; subset < COUNT; subset++) {
      EnumSet<Part> parts = EnumSet.noneOf(Part.class);
      for (Part part : Part.values()) {
        if (of(Set.of(part)) == (of(Set.of(part)) & subset)) {
          parts.add(part);
        }
      }
      all.add(parts);
    }
    return all;
  }
}
