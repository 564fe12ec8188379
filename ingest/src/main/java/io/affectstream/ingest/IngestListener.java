package io.affectstream.ingest;

/**
 * Notified of each image and chunk, on the thread that plays the stream; must return immediately.
 */
@FunctionalInterface
public interface IngestListener {

  /** Ignores all events. */
  IngestListener NONE = progress -> {};

  /** An image or a chunk was read. */
  void progress(IngestProgress progress);
}
