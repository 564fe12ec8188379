package io.affectstream.ingest.demo;

import java.util.ArrayList;
import java.util.List;

/**
 * A sound of the demo voice, derived from spelling: enough for the rhythm and timbre of speech, not
 * for intelligible words.
 *
 * @param weight share of the word's duration
 * @param voice amplitude of the glottal source
 * @param noise amplitude of the noise source
 * @param formantsHz frequencies of the three resonances
 */
record Phone(double weight, double voice, double noise, double[] formantsHz) {

  private static final double[] SCHWA = {500, 1500, 2500};

  /** The sounds of a word, at least one. */
  static List<Phone> of(String word) {
    List<Phone> phones = new ArrayList<>();
    for (int i = 0; i < word.length(); i++) {
      boolean mute = word.charAt(i) == 'e' && i == word.length() - 1 && i > 1;
      if (!mute) {
        phones.add(of(word.charAt(i)));
      }
    }
    return phones.isEmpty() ? List.of(of('a')) : phones;
  }

  private static Phone of(char letter) {
    return switch (letter) {
      case 'a' -> vowel(730, 1090, 2440);
      case 'e' -> vowel(530, 1840, 2480);
      case 'i', 'y' -> vowel(300, 2250, 2950);
      case 'o' -> vowel(570, 840, 2410);
      case 'u', 'w' -> vowel(320, 900, 2240);
      case 'm', 'n', 'l', 'r', 'g', 'd', 'b' ->
          new Phone(0.7, 0.35, 0, new double[] {270, 1250, 2300});
      case 's', 'z', 'x', 'c', 'j' -> new Phone(0.8, 0, 0.35, new double[] {1800, 3800, 5500});
      case 'f', 'h', 'v' -> new Phone(0.7, 0, 0.15, SCHWA);
      default -> new Phone(0.5, 0, 0.06, new double[] {900, 2200, 4000});
    };
  }

  private static Phone vowel(double first, double second, double third) {
    return new Phone(1.4, 1, 0, new double[] {first, second, third});
  }
}
