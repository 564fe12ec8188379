package io.affectstream.console.live;

import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.api.WriteCallback;

/** A WebSocket. */
public final class SocketOutlet implements Outlet {

  private static final int MAX_REASON = 120;

  private final Session session;

  /** The connection of a session. */
  public SocketOutlet(Session session) {
    this.session = session;
  }

  @Override
  public void send(String message, String position, Runnable done, Runnable failed) {
    session
        .getRemote()
        .sendString(
            message,
            new WriteCallback() {
              @Override
              public void writeSuccess() {
                done.run();
              }

              @Override
              public void writeFailed(Throwable cause) {
                failed.run();
              }
            });
  }

  @Override
  public void close(String why) {
    session.close(
        StatusCode.SHUTDOWN,
        why.substring(0, Math.min(MAX_REASON, why.length())),
        WriteCallback.NOOP);
    session.disconnect();
  }
}
