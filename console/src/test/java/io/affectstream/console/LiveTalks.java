package io.affectstream.console;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Plays talks at their own speed until it is closed. */
final class LiveTalks implements AutoCloseable {

  private static final int FRAMES = 5;
  private static final long MILLIS = FRAMES * Talk.INTERVAL / 1000;

  private final TalkTopics topics;
  private final List<String> streams;
  private final Thread thread = new Thread(this::run, "talks");
  private volatile boolean closed;
  private final AtomicLong next;

  /** Talks that continue at a frame. */
  LiveTalks(TalkTopics topics, List<String> streams, long next) {
    this.topics = topics;
    this.streams = streams;
    this.next = new AtomicLong(next);
  }

  void start() {
    thread.start();
  }

  /** The next frame. */
  long next() {
    return next.get();
  }

  private void run() {
    try {
      while (!closed) {
        topics.play(streams, next.get(), next.get() + FRAMES);
        next.addAndGet(FRAMES);
        Thread.sleep(MILLIS);
      }
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
