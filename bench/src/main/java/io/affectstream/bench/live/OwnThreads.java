package io.affectstream.bench.live;

import io.affectstream.bench.profile.CpuClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads of the measurement itself, excluded from the product's work. Thread-safe. */
final class OwnThreads {

  private final Set<Long> ids = ConcurrentHashMap.newKeySet();

  /** Runs an action on the calling thread and counts the thread as part of the measurement. */
  Void call(String name, Action action) throws Exception {
    Thread.currentThread().setName(name);
    join();
    action.run();
    return null;
  }

  /** An action of the measurement. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** Marks the calling thread as part of the measurement. */
  void join() {
    ids.add(Thread.currentThread().getId());
  }

  /** CPU time of the process without these threads, nanoseconds. */
  long cpuOfOthers() {
    return CpuClock.process() - ids.stream().mapToLong(CpuClock::of).sum();
  }

  /** Bytes allocated on the heap by all other live threads. */
  long allocatedByOthers() {
    return CpuClock.allocated(id -> !ids.contains(id));
  }
}
