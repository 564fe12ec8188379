package io.affectstream.jobs.pipeline;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Bounded queue between two threads that keeps the newest elements: adding to a full one drops the
 * oldest and never waits. Thread-safe.
 *
 * @param <E> element
 */
final class LatestQueue<E> {

  private final Deque<E> elements = new ArrayDeque<>();
  private final int capacity;

  LatestQueue(int capacity) {
    this.capacity = capacity;
  }

  /** Adds an element; returns the number dropped for it, 0 or 1. */
  synchronized int add(E element) {
    int dropped = 0;
    if (elements.size() == capacity) {
      elements.remove();
      dropped = 1;
    }
    elements.add(element);
    notifyAll();
    return dropped;
  }

  /** Waits for the oldest element and removes it. */
  synchronized E take() throws InterruptedException {
    while (elements.isEmpty()) {
      wait();
    }
    return elements.remove();
  }

  /** Elements waiting. */
  synchronized int size() {
    return elements.size();
  }
}
