package io.affectstream.features.speech;

/**
 * A word of a partial result.
 *
 * @param word the word, on the stream's clock
 * @param since originating time up to which audio had been recognised when the word first appeared,
 *     microseconds
 */
public record StandingWord(RecognisedWord word, long since) {}
