package io.affectstream.features.words;

import java.util.List;

/**
 * The words of one transcript with those before them in the same utterance.
 *
 * @param words words before the transcript, then the transcript's
 * @param before how many of them lie before the transcript
 * @param begins for each word of the transcript the place in {@code words} at which its utterance
 *     begins
 */
public record UtteranceText(List<String> words, int before, int[] begins) {

  /** Words of one utterance, with nothing before them. */
  public static UtteranceText of(List<String> words) {
    return new UtteranceText(List.copyOf(words), 0, new int[words.size()]);
  }

  /** Words of the transcript. */
  public int size() {
    return begins.length;
  }

  /** The transcript's word {@code i}. */
  public String word(int i) {
    return words.get(before + i);
  }

  /**
   * The utterance up to and including the transcript's word {@code i}, at most {@link
   * Utterances#MAX_WORDS} words.
   */
  public List<String> upTo(int i) {
    int to = before + i + 1;
    return words.subList(Math.max(begins[i], to - Utterances.MAX_WORDS), to);
  }
}
