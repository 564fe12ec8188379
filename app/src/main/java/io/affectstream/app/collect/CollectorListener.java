package io.affectstream.app.collect;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import java.io.IOException;
import java.util.Map;

/** Listener of a collection; called by the collecting thread. */
public interface CollectorListener {

  /** A row was added. */
  default void frame(AffectFrame frame) {}

  /** An event was added. */
  default void event(AffectEvent event) {}

  /** An alert was added. */
  default void alert(AffectAlert alert) {}

  /** A record was refused by the job. */
  default void deadLetter(DeadLetter letter) {}

  /**
   * Called after each poll, about five times per second.
   *
   * @throws IOException to end the collection, e.g. because the job has failed
   * @throws CollectException if the results cannot be read
   */
  default void look() throws CollectException, IOException, InterruptedException {}

  /**
   * Why the sources of streams were incomplete, by stream id; called once all streams are complete.
   *
   * @throws IOException if a source could not be played
   */
  default Map<String, String> incomplete() throws IOException {
    return Map.of();
  }

  /** Whether no further record will be written, so that the current records are final. */
  default boolean over() {
    return false;
  }

  /** All rows of a stream, and its closing event, have arrived. */
  default void complete(String stream, long rows) {}
}
