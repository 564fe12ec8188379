package io.affectstream.training.corpus;

import io.affectstream.schemas.Modality;
import java.util.EnumSet;
import java.util.Set;

/**
 * Evidence of a sample's modalities for its class. Modality dropout checks that the remaining
 * modalities still show the class: otherwise the network would learn to guess.
 *
 * @param showing show the class
 * @param contradicting show another one
 * @param jointly whether all of {@code showing} are needed
 */
public record Evidence(Set<Modality> showing, Set<Modality> contradicting, boolean jointly) {

  /** Recordings of people: any modality may show their class. */
  public static final Evidence ANYTHING =
      new Evidence(EnumSet.allOf(Modality.class), Set.of(), false);

  public Evidence {
    showing = Set.copyOf(showing);
    contradicting = Set.copyOf(contradicting);
  }

  /** Whether these modalities alone show the class: more of them show it than contradict it. */
  public boolean isShownBy(Set<Modality> present) {
    if (jointly) {
      return !showing.isEmpty() && present.containsAll(showing);
    }
    return count(showing, present) > count(contradicting, present);
  }

  private static long count(Set<Modality> these, Set<Modality> present) {
    return these.stream().filter(present::contains).count();
  }

  /** The same if a modality carries no information about the class. */
  Evidence without(Modality modality) {
    if (jointly && showing.contains(modality)) {
      return new Evidence(Set.of(), Set.of(), true);
    }
    return new Evidence(others(showing, modality), others(contradicting, modality), jointly);
  }

  private static Set<Modality> others(Set<Modality> all, Modality modality) {
    EnumSet<Modality> left = EnumSet.noneOf(Modality.class);
    left.addAll(all);
    left.remove(modality);
    return left;
  }
}
