package io.affectstream.features.align;

import io.affectstream.schemas.NoWords;
import java.util.List;

/**
 * Words with their vectors.
 *
 * @param stream stream id
 * @param words words of one transcript, in order of onset
 * @param progress originating time (microseconds) before which the onset of every word is known
 * @param end true when the words of this stream have ended
 * @param noWords set with the end: reason why there are none
 */
public record SpokenWords(
    String stream, List<SpokenWord> words, long progress, boolean end, NoWords noWords) {

  /** Words of a stream whose speech can be recognised. */
  public SpokenWords(String stream, List<SpokenWord> words, long progress, boolean end) {
    this(stream, words, progress, end, NoWords.NONE);
  }

  /**
   * One word.
   *
   * @param start onset, microseconds
   * @param end offset, microseconds, exclusive
   * @param vector vector {@code [W]}; empty if the bundle uses no words
   * @param text the word; empty if only its vector matters
   */
  public record SpokenWord(long start, long end, float[] vector, String text) {

    /** A word of which only the vector matters. */
    public SpokenWord(long start, long end, float[] vector) {
      this(start, end, vector, "");
    }
  }
}
