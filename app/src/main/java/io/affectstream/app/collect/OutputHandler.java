package io.affectstream.app.collect;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Transcript;
import java.io.IOException;
import java.util.Optional;

/** Receives output records, in the order of their topic and partition. */
public interface OutputHandler {

  /** A record of the topic of frames. */
  void frame(AffectFrame frame) throws IOException;

  /**
   * The same.
   *
   * @param provisional label of the row's provisional row, if that came first
   */
  default void frame(AffectFrame frame, Optional<Expression> provisional) throws IOException {
    frame(frame);
  }

  /** A record of the topic of events. */
  void event(AffectEvent event) throws IOException;

  /** A record of the topic of alerts. */
  default void alert(AffectAlert alert) throws IOException {}

  /** A record of the topic of dead letters. */
  void deadLetter(DeadLetter letter) throws IOException;

  /** A record of the topic of transcripts, if it is read. */
  default void transcript(Transcript transcript) throws IOException {}

  /** A provisional row, if the topic of provisional results is read. */
  default void liveFrame(AffectFrame frame) throws IOException {}

  /** A provisional episode, if the topic of provisional results is read. */
  default void liveEvent(AffectEvent event) throws IOException {}

  /** An early alert, if the topic of provisional results is read. */
  default void liveAlert(AffectAlert alert) throws IOException {}
}
