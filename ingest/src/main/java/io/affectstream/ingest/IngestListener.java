package io.affectstream.ingest;

/** Told of each picture and chunk, on the thread that plays the stream; must return at once. */
@FunctionalInterface
public interface IngestListener {

  /** Nobody listens. */
  IngestListener NONE = progress -> {};

  /** A picture or a chunk was read. */
  void progress(IngestProgress progress);
}
