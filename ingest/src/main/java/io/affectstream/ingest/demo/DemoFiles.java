package io.affectstream.ingest.demo;

import java.nio.file.Path;

/**
 * What {@link DemoClip} has written.
 *
 * @param video clip with picture and sound
 * @param transcript its words with times, in the JSON that Vosk writes
 * @param script its labels, to be read by {@link DemoScript#read}
 */
public record DemoFiles(Path video, Path transcript, Path script) {}
