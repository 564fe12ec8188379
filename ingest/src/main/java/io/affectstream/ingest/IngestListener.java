package io.affectstream.ingest;

/**
 * Notified of each picture and chunk, on the thread that plays the stream; must return immediately.
 */
@FunctionalInterface
public interface IngestListener {

  /** Ignores all events. */
  IngestListener NONE = progress -> {};

  /** A picture or a chunk was read. */
  void progress(IngestProgress progress);
}
