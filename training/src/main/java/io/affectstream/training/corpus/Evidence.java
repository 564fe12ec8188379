package io.affectstream.training.corpus;

import java.util.Set;

/**
 * What the modalities of a story say of its class.
 *
 * @param telling show the class
 * @param contradicting show another one
 * @param jointly whether all of {@code telling} are needed
 */
record Evidence(Set<Part> telling, Set<Part> contradicting, boolean jointly) {

  Evidence {
    telling = Set.copyOf(telling);
    contradicting = Set.copyOf(contradicting);
  }

  /** Whether the class is told by these modalities alone: more of them show it than contradict. */
  boolean isToldBy(Set<Part> present) {
    return jointly
        ? present.containsAll(telling)
        : count(telling, present) > count(contradicting, present);
  }

  private static long count(Set<Part> these, Set<Part> present) {
    return these.stream().filter(present::contains).count();
  }
}
