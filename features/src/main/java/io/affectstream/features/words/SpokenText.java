package io.affectstream.features.words;

/**
 * A word with its times.
 *
 * @param text as recognised or written
 * @param start onset, microseconds
 * @param end offset, microseconds, exclusive
 */
public record SpokenText(String text, long start, long end) {}
