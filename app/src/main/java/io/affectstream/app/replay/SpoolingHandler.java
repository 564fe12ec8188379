package io.affectstream.app.replay;

import io.affectstream.app.collect.OutputHandler;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import java.io.IOException;

/** Writes records of the topics to a spool. */
final class SpoolingHandler implements OutputHandler {

  private final ResultSpool spool;
  private final Rendering rendering;

  SpoolingHandler(ResultSpool spool, Rendering rendering) {
    this.spool = spool;
    this.rendering = rendering;
  }

  @Override
  public void frame(AffectFrame frame) throws IOException {
    spool.add(frame.getStream(), ResultKind.FRAME, rendering.of(frame));
  }

  @Override
  public void event(AffectEvent event) throws IOException {
    spool.add(event.getStream(), ResultKind.EVENT, rendering.of(event));
  }

  /** Alerts are compared with those of a topic only, which are exact. */
  @Override
  public void alert(AffectAlert alert) throws IOException {
    if (rendering == Rendering.EXACT) {
      spool.add(alert.getStream(), ResultKind.ALERT, Rendering.exact(alert));
    }
  }

  /** Dead letters are not compared, because the replay has other coordinates. */
  @Override
  public void deadLetter(DeadLetter letter) {}
}
