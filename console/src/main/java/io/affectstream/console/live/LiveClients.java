package io.affectstream.console.live;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Position;
import io.affectstream.console.state.LiveLog;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All live clients, and the one thread that sends to them. It never waits for a client.
 * Thread-safe.
 */
public final class LiveClients implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LiveClients.class);
  private static final long PAUSE_MILLIS = 20;
  private static final long IDLE_MILLIS = 500;
  private static final long CLOSE_MILLIS = 2000;

  private final LiveLog log;
  private final int maxClients;
  private final Map<Outlet, LiveClient> clients = new ConcurrentHashMap<>();
  private final Semaphore work = new Semaphore(0);
  private final Thread thread = new Thread(this::run, "console-sender");
  private volatile boolean closed;

  /** Clients of a log, at most {@code maxClients}; {@link #start} starts the thread. */
  public LiveClients(LiveLog log, int maxClients) {
    this.log = log;
    this.maxClients = maxClients;
  }

  /** Starts sending. */
  public void start() {
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Adds a connection, without a subscription.
   *
   * @throws ApiException {@link ErrorCode#TOO_MANY_CLIENTS}
   */
  public synchronized void add(Outlet outlet) throws ApiException {
    checkSpace();
    clients.put(outlet, new LiveClient(outlet, System.nanoTime()));
  }

  /**
   * Refuses a further connection if there is no space for it.
   *
   * @throws ApiException {@link ErrorCode#TOO_MANY_CLIENTS}
   */
  public void checkSpace() throws ApiException {
    if (clients.size() >= maxClients) {
      throw new ApiException(
          ErrorCode.TOO_MANY_CLIENTS,
          "%d live clients are connected, the limit; close some or raise --max-clients"
              .formatted(maxClients));
    }
  }

  /**
   * Sets the subscription of a connection.
   *
   * @param streams ids; empty = all streams
   * @param from where to resume; empty = at the newest record
   */
  public void subscribe(Outlet outlet, Set<String> streams, Optional<Position> from) {
    LiveClient client = clients.get(outlet);
    if (client != null) {
      client.subscribe(Subscription.of(log, streams, from));
      signal();
    }
  }

  /** Removes a connection that has ended. */
  public void remove(Outlet outlet) {
    clients.remove(outlet);
  }

  /** Connected clients. */
  public int size() {
    return clients.size();
  }

  /** There is something to send. */
  public void signal() {
    work.release();
  }

  private void run() {
    while (!closed) {
      try {
        if (work.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
          Thread.sleep(PAUSE_MILLIS); // gathers records into fewer messages
          work.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      }
      long nanos = System.nanoTime();
      for (LiveClient client : clients.values()) {
        send(client, nanos);
      }
    }
  }

  private void send(LiveClient client, long nanos) {
    Outlet outlet = client.outlet();
    try {
      if (client.isStuck(nanos)) {
        remove(outlet);
        outlet.close("a message could not be sent for 30 s");
      } else {
        client.send(nanos, this::signal, () -> remove(outlet));
      }
    } catch (RuntimeException e) {
      LOG.error("a live client failed", e);
      remove(outlet);
      outlet.close("the connection failed");
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(CLOSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.keySet().forEach(outlet -> outlet.close("the server stops"));
    clients.clear();
  }
}
