package io.affectstream.console.topics;

/**
 * An image of a stream.
 *
 * @param time its originating time in microseconds
 * @param mediaType {@code image/jpeg} or {@code image/png}
 * @param data the file
 */
public record StreamImage(long time, String mediaType, byte[] data) {}
