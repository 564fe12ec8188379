package io.affectstream.operators.align;

import io.affectstream.features.align.AlignmentState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How far the slowest modality of each open stream is behind its furthest, as metrics: {@code
 * openStreams}, {@code streamLagMillis} of the worst of them, and {@code lagMillis} of single ones
 * ({@link StreamGauges}). Not state: it refills with the first record of each stream after a
 * restart. Updated by one thread, read by any.
 */
final class StreamLag {

  private final Map<String, AtomicLong> lagMillis = new ConcurrentHashMap<>();
  private final StreamGauges gauges;

  /** Registers the metrics; at most {@code most} streams get one of their own. */
  StreamLag(MetricGroup operator, int most) {
    gauges = new StreamGauges(operator, most);
    operator.gauge("streamLagMillis", (Gauge<Long>) this::worst);
    operator.gauge("openStreams", (Gauge<Integer>) lagMillis::size);
  }

  void update(String stream, AlignmentState state) {
    AtomicLong millis = lagMillis.computeIfAbsent(stream, opened -> new AtomicLong());
    millis.set(state.waitingMicros() / 1000);
    gauges.offer(stream, millis::get);
  }

  void closed(String stream) {
    lagMillis.remove(stream);
    gauges.remove(stream);
  }

  private long worst() {
    return lagMillis.values().stream().mapToLong(AtomicLong::get).max().orElse(0);
  }
}
