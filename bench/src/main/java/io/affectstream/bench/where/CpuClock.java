package io.affectstream.bench.where;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * CPU time, which a loaded machine does not lengthen as it does wall time. Nanoseconds; the
 * process's own has the resolution of the system's ticks (10 ms on Linux).
 */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private CpuClock() {}

  /** CPU time of the calling thread. */
  static long thread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** CPU time of the whole process: Java threads, compiler, collector, native threads. */
  static long process() {
    return PROCESS.getProcessCpuTime();
  }

  /** A thread of the JVM. */
  record Key(long id, String name) {}

  /** CPU time of every live Java thread. */
  static Map<Key, Long> threads() {
    Map<Key, Long> times = new ConcurrentHashMap<>();
    for (var info : THREADS.getThreadInfo(THREADS.getAllThreadIds())) {
      long cpu = info == null ? -1 : THREADS.getThreadCpuTime(info.getThreadId());
      if (cpu >= 0) {
        times.put(new Key(info.getThreadId(), info.getThreadName()), cpu);
      }
    }
    return times;
  }

  /** CPU time of the live Java threads whose names begin with one of these. */
  static long threadsNamed(String... prefixes) {
    long sum = 0;
    for (var thread : threads().entrySet()) {
      for (String prefix : prefixes) {
        if (thread.getKey().name().startsWith(prefix)) {
          sum += thread.getValue();
        }
      }
    }
    return sum;
  }
}
