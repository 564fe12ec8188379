package io.affectstream.ingest.demo;

import java.nio.file.Path;

/**
 * The files that {@link DemoClip} writes.
 *
 * @param video clip with image and sound
 * @param transcript its words with times, in the JSON that Vosk writes
 * @param script its labels, in the format of {@link DemoScript#read}
 */
public record DemoFiles(Path video, Path transcript, Path script) {}
