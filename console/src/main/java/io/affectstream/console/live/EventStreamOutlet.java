package io.affectstream.console.live;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Server-sent events, written without a thread of their own: the container calls {@link
 * #onWritePossible} when a previous write is complete.
 */
public final class EventStreamOutlet implements Outlet, WriteListener, AsyncListener {

  private final AsyncContext context;
  private final ServletOutputStream out;
  private final Consumer<Outlet> ended;
  private volatile boolean started;
  private byte[] next;
  private boolean flush;
  private Runnable done;
  private Runnable failed;

  /**
   * The connection of a request in asynchronous mode.
   *
   * @param ended runs once the connection is lost
   */
  public EventStreamOutlet(AsyncContext context, Consumer<Outlet> ended) throws IOException {
    this.context = context;
    this.out = context.getResponse().getOutputStream();
    this.ended = ended;
    context.setTimeout(0);
    context.addListener(this);
  }

  /** Starts; from now on the container calls back. */
  public void start() {
    out.setWriteListener(this);
  }

  @Override
  public void send(String message, String position, Runnable afterwards, Runnable onFailure) {
    String id = position.isEmpty() ? "" : "id: " + position + "\n";
    synchronized (this) {
      next = (id + "data: " + message + "\n\n").getBytes(StandardCharsets.UTF_8);
      done = afterwards;
      failed = onFailure;
    }
    if (started) {
      advance();
    }
  }

  @Override
  public void onWritePossible() {
    started = true;
    advance();
  }

  /** Writes, then flushes, then is ready for the next message; stops wherever it must wait. */
  private void advance() {
    Runnable after = null;
    synchronized (this) {
      try {
        while ((next != null || flush) && out.isReady()) {
          if (next != null) {
            byte[] bytes = next;
            next = null;
            flush = true;
            out.write(bytes);
          } else {
            flush = false;
            out.flush();
            after = done;
          }
        }
      } catch (IOException | IllegalStateException e) {
        after = this::lost;
      }
    }
    if (after != null) {
      after.run();
    }
  }

  private void lost() {
    if (failed != null) {
      failed.run();
    }
    ended.accept(this);
  }

  @Override
  public void close(String why) {
    try {
      context.complete();
    } catch (IllegalStateException e) {
      ended.accept(this); // the container has ended it
    }
  }

  @Override
  public void onError(Throwable cause) {
    lost();
    close("failed");
  }

  @Override
  public void onComplete(AsyncEvent event) {
    ended.accept(this);
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    close("timeout");
  }

  @Override
  public void onError(AsyncEvent event) {
    lost();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
