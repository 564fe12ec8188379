package io.affectstream.operators.source;

import io.affectstream.schemas.NoWords;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A transcript as it arrived; see the contract Transcript.
 *
 * @param stream stream id
 * @param sequence producer's sequence number
 * @param ordinal dense number assigned at admission
 * @param time onset of its first word, else {@code completeThrough}; microseconds
 * @param words words in order of onset; none unless final
 * @param completeThrough time before which every word has been published
 * @param end end-of-stream mark
 * @param noWords set with the end: reason why there are no words
 * @param origin coordinates
 */
public record TranscriptArrival(
    String stream,
    long sequence,
    long ordinal,
    long time,
    List<TimedWord> words,
    long completeThrough,
    boolean end,
    NoWords noWords,
    Origin origin)
    implements Arrival<TranscriptArrival> {

  /**
   * A word.
   *
   * @param text as spoken
   * @param start onset, microseconds
   * @param end offset, microseconds, exclusive
   */
  public record TimedWord(String text, long start, long end) {}

  @Override
  public TranscriptArrival admitted(long number) {
    return new TranscriptArrival(
        stream, sequence, number, time, words, completeThrough, end, noWords, origin);
  }

  @Override
  public ByteBuffer content() {
    return ByteBuffer.wrap(words.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** The end mark of a stream that fell silent; see {@link Arrival.SilenceMark}. */
  public static TranscriptArrival silence(String stream, long ordinal, long time) {
    return new TranscriptArrival(
        stream, SILENCE, ordinal, time, List.of(), time, true, NoWords.NONE, Origin.NONE);
  }
}
