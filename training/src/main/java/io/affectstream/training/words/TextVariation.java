package io.affectstream.training.words;

import io.affectstream.inference.words.WordForm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Texts as an utterance may come: with or without case and punctuation, not finished yet, with
 * words that the recogniser missed.
 */
public final class TextVariation {

  /** Words of the shortest prefix. */
  public static final int MIN_WORDS = 3;

  private final TextTrainingConfig.Variation shares;

  /** Varies by these shares. */
  public TextVariation(TextTrainingConfig.Variation shares) {
    this.shares = shares;
  }

  /**
   * A varied text.
   *
   * @param words in order
   * @param weight how much it counts, in (0, 1]
   */
  public record Varied(List<String> words, double weight) {}

  /** Words of a text as written. */
  public static List<String> written(String text) {
    return List.of(text.strip().split("\\s+"));
  }

  /** Words of a text as a recogniser gives them: lower case, no punctuation. */
  public static List<String> spoken(String text) {
    return Stream.of(text.strip().split("[\\s/]+"))
        .map(WordForm::of)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  /** The first words of a text, at least {@value #MIN_WORDS} where there are as many. */
  public static List<String> prefix(List<String> words, double share) {
    int count = (int) Math.max(MIN_WORDS, Math.round(share * words.size()));
    return words.subList(0, Math.min(count, words.size()));
  }

  /** Draws a variant. */
  Varied draw(String text, SplittableRandom random) {
    boolean asSpoken = random.nextDouble() < shares.spoken();
    List<String> words = asSpoken ? spoken(text) : written(text);
    if (words.isEmpty()) {
      words = written(text);
    }
    double weight = 1;
    if (random.nextDouble() < shares.prefix() && words.size() > MIN_WORDS) {
      int count = random.nextInt(MIN_WORDS, words.size());
      double share = count / (double) words.size();
      weight = shares.prefixWeight() + (1 - shares.prefixWeight()) * share;
      words = words.subList(0, count);
    }
    if (random.nextDouble() < shares.drop()) {
      List<String> kept = new ArrayList<>();
      for (String word : words) {
        if (random.nextDouble() >= shares.dropped()) {
          kept.add(word);
        }
      }
      words = kept.isEmpty() ? words : kept;
    }
    return new Varied(words, weight);
  }
}
