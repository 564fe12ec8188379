package io.affectstream.training.pool;

import io.affectstream.schemas.Modality;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Subsets of the modalities as numbers: bit i stands for the i-th {@link Modality}. */
public final class ModalitySet {

  /** Modalities. */
  public static final int MODALITIES = Modality.values().length;

  /** Subsets, including the empty one. */
  public static final int COUNT = 1 << MODALITIES;

  private static final List<Modality> ALL = List.of(Modality.values());

  private ModalitySet() {}

  /** Number of a subset. */
  @SuppressWarnings("EnumOrdinal")
  public static int of(Set<Modality> modalities) {
    int bits = 0;
    for (Modality modality : modalities) {
      bits |= 1 << modality.ordinal();
    }
    return bits;
  }

  /** Whether a subset contains the i-th modality. */
  public static boolean contains(int subset, int modality) {
    return (subset >> modality & 1) == 1;
  }

  /** The i-th modality. */
  public static Modality modality(int number) {
    return ALL.get(number);
  }

  /** Number of modalities in a subset. */
  public static int size(int subset) {
    return Integer.bitCount(subset);
  }

  /** Modalities of a subset. */
  public static Set<Modality> modalities(int subset) {
    EnumSet<Modality> modalities = EnumSet.noneOf(Modality.class);
    for (Modality modality : Modality.values()) {
      if ((of(Set.of(modality)) & subset) != 0) {
        modalities.add(modality);
      }
    }
    return modalities;
  }

  /** Every subset that is not empty, in the order of their numbers. */
  public static List<Set<Modality>> all() {
    List<Set<Modality>> all = new ArrayList<>();
    for (int subset = 1; subset < COUNT; subset++) {
      all.add(modalities(subset));
    }
    return all;
  }
}
