package io.affectstream.app.collect;

import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import java.io.IOException;
import java.util.Map;

/** Follows a collection; called by the collecting thread. */
public interface CollectorListener {

  /** A row was added. */
  default void frame(AffectFrame frame) {}

  /** An event was added. */
  default void event(AffectEvent event) {}

  /** A record was refused by the job. */
  default void deadLetter(DeadLetter letter) {}

  /**
   * Called after each look for records, about five times a second.
   *
   * @throws IOException to end the collection, e.g. because the job has failed
   * @throws CollectException if the results cannot be read
   */
  default void look() throws CollectException, IOException, InterruptedException {}

  /**
   * Why the sources of streams were incomplete, by stream id; asked for once all streams are
   * complete.
   *
   * @throws IOException if a source could not be played
   */
  default Map<String, String> incomplete() throws IOException {
    return Map.of();
  }

  /** Whether no further record will be written, so that what is there now is all there is. */
  default boolean over() {
    return false;
  }

  /** All rows of a stream, and its closing event, have been seen. */
  default void complete(String stream, long rows) {}
}
