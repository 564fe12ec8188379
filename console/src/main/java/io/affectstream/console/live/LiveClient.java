package io.affectstream.console.live;

import io.affectstream.console.api.LiveMessage;
import io.affectstream.console.live.Subscription.Outgoing;
import io.affectstream.console.state.Json;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A connection with its subscription. The sending thread offers it the next message whenever the
 * previous one is sent.
 */
final class LiveClient {

  private static final long HEARTBEAT_NANOS = 10_000_000_000L;
  private static final long STUCK_NANOS = 30_000_000_000L;
  private static final String HEARTBEAT =
      Json.of(new LiveMessage(LiveMessage.Type.HEARTBEAT, null, null, null, null));

  private final Outlet outlet;
  private final AtomicBoolean sending = new AtomicBoolean();
  private volatile Subscription subscription;
  private volatile long lastSent;

  /** A client without a subscription yet. */
  LiveClient(Outlet outlet, long nanos) {
    this.outlet = outlet;
    this.lastSent = nanos;
  }

  void subscribe(Subscription next) {
    subscription = next;
  }

  Outlet outlet() {
    return outlet;
  }

  /**
   * Sends the next message, if there is one and the connection accepts it.
   *
   * @param done runs when the client can accept another message
   * @param failed runs when the connection is lost
   */
  void send(long nanos, Runnable done, Runnable failed) {
    Subscription current = subscription;
    if (!sending.compareAndSet(false, true)) {
      return;
    }
    Optional<Outgoing> next = current == null ? Optional.empty() : current.next();
    if (next.isEmpty() && nanos - lastSent > HEARTBEAT_NANOS) {
      next = Optional.of(new Outgoing(HEARTBEAT, ""));
    }
    if (next.isEmpty()) {
      sending.set(false);
      return;
    }
    lastSent = nanos;
    outlet.send(
        next.get().message(),
        next.get().position(),
        () -> {
          sending.set(false);
          done.run();
        },
        failed);
  }

  /** Whether a message has been under way for so long that the connection is dead. */
  boolean isStuck(long nanos) {
    return sending.get() && nanos - lastSent > STUCK_NANOS;
  }
}
