package io.affectstream.bench.profile;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * CPU time, which depends less on the load of the machine than wall time. Nanoseconds; that of the
 * process has the resolution of the system's ticks (10 ms on Linux). Also reads heap allocation by
 * thread.
 */
public final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final com.sun.management.OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);

  private CpuClock() {}

  /** CPU time of the calling thread. */
  public static long thread() {
    return THREADS.getCurrentThreadCpuTime();
  }

  /** CPU time of the whole process: Java threads, compiler, collector, native threads. */
  public static long process() {
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

  /** CPU time of a Java thread; 0 once it has ended. */
  public static long of(long id) {
    return Math.max(0, THREADS.getThreadCpuTime(id));
  }

  /** Bytes that the live Java threads of these ids have allocated on the heap since their start. */
  public static long allocated(LongPredicate which) {
    long[] ids = LongStream.of(THREADS.getAllThreadIds()).filter(which).toArray();
    return THREADS instanceof com.sun.management.ThreadMXBean threads
        ? LongStream.of(threads.getThreadAllocatedBytes(ids)).filter(bytes -> bytes > 0).sum()
        : 0;
  }

  /** CPU time of the live Java threads whose names start with one of these. */
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
