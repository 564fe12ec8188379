package io.affectstream.training.pool;

import io.affectstream.training.corpus.Part;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Subsets of the modalities as numbers: bit i stands for the i-th {@link Part}. */
public final class ModalitySet {

  /** Modalities. */
  public static final int MODALITIES = Part.values().length;

  /** Subsets, including the empty one. */
  public static final int COUNT = 1 << MODALITIES;

  private static final List<Part> PARTS = List.of(Part.values());

  private ModalitySet() {}

  /** Number of a subset. */
  @SuppressWarnings("EnumOrdinal")
  public static int of(Set<Part> parts) {
    int bits = 0;
    for (Part part : parts) {
      bits |= 1 << part.ordinal();
    }
    return bits;
  }

  /** Whether a subset contains the i-th modality. */
  public static boolean contains(int subset, int modality) {
    return (subset >> modality & 1) == 1;
  }

  /** The i-th modality. */
  public static Part part(int modality) {
    return PARTS.get(modality);
  }

  /** Number of modalities in a subset. */
  public static int size(int subset) {
    return Integer.bitCount(subset);
  }

  /** Modalities of a subset. */
  public static Set<Part> parts(int subset) {
    EnumSet<Part> parts = EnumSet.noneOf(Part.class);
    for (Part part : Part.values()) {
      if ((of(Set.of(part)) & subset) != 0) {
        parts.add(part);
      }
    }
    return parts;
  }

  /** Every subset that is not empty, in the order of their numbers. */
  public static List<Set<Part>> all() {
    List<Set<Part>> all = new ArrayList<>();
    for (int subset = 1; subset < COUNT; subset++) {
      all.add(parts(subset));
    }
    return all;
  }
}
