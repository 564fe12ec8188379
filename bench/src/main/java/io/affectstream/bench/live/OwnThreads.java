package io.affectstream.bench.live;

import io.affectstream.bench.where.CpuClock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Threads of the measurement itself, whose work is not the product's. Thread-safe. */
final class OwnThreads {

  private final Set<Long> ids = ConcurrentHashMap.newKeySet();

  /** Runs an action on the calling thread, which is one of ours. */
  Void call(String name, Action action) throws Exception {
    Thread.currentThread().setName(name);
    join();
    action.run();
    return null;
  }

  /** An action of ours. */
  @FunctionalInterface
  interface Action {
    void run() throws Exception;
  }

  /** The calling thread is one of ours. */
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
