package io.affectstream.console.api;

import io.affectstream.schemas.NoWords;
import java.util.List;

/** Words of a stream that will not be revised. */
@Doc("Words of a stream, which will not be revised.")
public record Words(
    @Doc("Stream id.") String stream,
    @Doc("Onset of the first word in microseconds.") long time,
    @Doc("Words in order of onset.") List<SpokenWord> words,
    @Doc("Whether these are the last words of the stream.") boolean endOfStream,
    @Doc("With the last words: why there are none.") NoWords noWords) {

  /** One word. */
  @Doc("A word.")
  public record SpokenWord(
      @Doc("The word as spoken.") String text,
      @Doc("Onset in microseconds.") long start,
      @Doc("Offset in microseconds, exclusive.") long end,
      @Doc("Recogniser's confidence in [0, 1].") float confidence) {}
}
