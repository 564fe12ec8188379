package io.affectstream.training.corpus;

import java.util.EnumSet;
import java.util.Set;

/**
 * Evidence of a sample's modalities for its class. Modality dropout checks that the remaining
 * modalities still show the class: otherwise the network would learn to guess.
 *
 * @param telling show the class
 * @param contradicting show another one
 * @param jointly whether all of {@code telling} are needed
 */
public record Evidence(Set<Part> telling, Set<Part> contradicting, boolean jointly) {

  /** Recordings of people: any modality may show their class. */
  public static final Evidence ANYTHING = new Evidence(EnumSet.allOf(Part.class), Set.of(), false);

  public Evidence {
    telling = Set.copyOf(telling);
    contradicting = Set.copyOf(contradicting);
  }

  /** Whether these modalities alone show the class: more of them show it than contradict it. */
  public boolean isToldBy(Set<Part> present) {
    if (jointly) {
      return !telling.isEmpty() && present.containsAll(telling);
    }
    return count(telling, present) > count(contradicting, present);
  }

  private static long count(Set<Part> these, Set<Part> present) {
    return these.stream().filter(present::contains).count();
  }

  /** The same if a modality carries no information about the class. */
  Evidence without(Part part) {
    if (jointly && telling.contains(part)) {
      return new Evidence(Set.of(), Set.of(), true);
    }
    return new Evidence(others(telling, part), others(contradicting, part), jointly);
  }

  private static Set<Part> others(Set<Part> all, Part part) {
    EnumSet<Part> left = EnumSet.noneOf(Part.class);
    left.addAll(all);
    left.remove(part);
    return left;
  }
}
