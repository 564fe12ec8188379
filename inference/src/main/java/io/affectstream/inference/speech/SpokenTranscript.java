package io.affectstream.inference.speech;

import io.affectstream.features.speech.RecognisedWord;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;

/**
 * A transcript of the transcription job; see the contract Transcript.
 *
 * @param stream stream id
 * @param sequence dense number within the stream, from 0
 * @param words words in order of onset, on the stream's clock
 * @param complete whether these words are final
 * @param completeThrough time (microseconds) before which every word is final
 * @param end whether the stream's words have ended
 * @param noWords set with the end: reason why there are none
 */
public record SpokenTranscript(
    String stream,
    long sequence,
    List<RecognisedWord> words,
    boolean complete,
    long completeThrough,
    boolean end,
    NoWords noWords) {

  /** The record of topic affect.transcripts. */
  public Transcript toTranscript() {
    List<Word> spoken = new ArrayList<>(words.size());
    for (RecognisedWord word : words) {
      spoken.add(new Word(word.text(), word.start(), word.end(), word.confidence()));
    }
    return new Transcript(stream, sequence, spoken, complete, completeThrough, end, noWords);
  }
}
