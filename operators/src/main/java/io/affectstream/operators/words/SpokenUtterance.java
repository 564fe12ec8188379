package io.affectstream.operators.words;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.operators.source.TranscriptArrival;

/**
 * A transcript with what was said before it.
 *
 * @param transcript as admitted
 * @param text its words with those before them in the same utterance
 */
public record SpokenUtterance(TranscriptArrival transcript, UtteranceText text) {}
