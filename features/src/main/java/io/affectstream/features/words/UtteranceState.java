package io.affectstream.features.words;

import java.util.ArrayList;
import java.util.List;

/**
 * The open utterance of one stream between transcripts. Public fields: it is checkpointed. Bound:
 * {@link Utterances#MAX_WORDS} words of at most {@link Utterances#MAX_LENGTH} characters.
 */
public final class UtteranceState {

  /** Its last words. */
  public List<String> words = new ArrayList<>();

  /** Latest end of a word so far, microseconds. */
  public long end = Long.MIN_VALUE;

  /** State of a stream without words so far. */
  public UtteranceState() {}
}
