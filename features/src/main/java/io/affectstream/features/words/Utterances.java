package io.affectstream.features.words;

import java.util.ArrayList;
import java.util.List;

/**
 * Which words a word is read with: those before it in its utterance. An utterance ends with a pause
 * of {@link #PAUSE_MICROS}, or of {@link #SENTENCE_PAUSE_MICROS} after a word that ends a sentence.
 * Times come from the words, so neither the cut of transcripts into records nor their arrival
 * matters.
 */
public final class Utterances {

  /** Words of an utterance that are kept, the last ones. */
  public static final int MAX_WORDS = 48;

  /** Longest text that is taken for a word, in characters. */
  public static final int MAX_LENGTH = 100;

  /** Silence between two words that separates utterances. */
  public static final long PAUSE_MICROS = 1_000_000;

  /** Silence after the end of a sentence that separates utterances. */
  public static final long SENTENCE_PAUSE_MICROS = 300_000;

  private static final String SENTENCE_END = ".*[.!?\u2026][\"')\\]\u201d\u2019]*";

  private Utterances() {}

  /**
   * Takes the words of the next transcript.
   *
   * @param state the stream's, which is changed
   * @param words in order of onset
   */
  public static UtteranceText next(UtteranceState state, List<SpokenText> words) {
    List<String> texts = new ArrayList<>(state.words);
    int before = texts.size();
    int[] begins = new int[words.size()];
    int begin = 0;
    for (int i = 0; i < begins.length; i++) {
      SpokenText word = words.get(i);
      String last = texts.isEmpty() ? "" : texts.get(texts.size() - 1);
      if (isOver(state.end, last, word.start())) {
        begin = texts.size();
      }
      begins[i] = begin;
      texts.add(word.text().length() > MAX_LENGTH ? "" : word.text());
      state.end = Math.max(state.end, word.end());
    }
    int kept = Math.max(begin, texts.size() - MAX_WORDS);
    state.words = new ArrayList<>(texts.subList(kept, texts.size()));
    return new UtteranceText(List.copyOf(texts), before, begins);
  }

  private static boolean isOver(long end, String last, long start) {
    if (end == Long.MIN_VALUE) {
      return false;
    }
    long pause = start - end;
    return pause >= PAUSE_MICROS || (pause >= SENTENCE_PAUSE_MICROS && last.matches(SENTENCE_END));
  }
}
