package io.affectstream.operators.align;

import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.Segment;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * How far the slowest modality of each open stream is behind its furthest, as metrics: {@code
 * openStreams}, {@code streamLagMillis} of the worst of them, and {@code lagMillis} and coverage of
 * single streams ({@link StreamGauges}). Not checkpointed: after a restart it is rebuilt from the
 * first record of each stream. Updated by one thread, read by any.
 */
final class StreamLag {

  private final Map<String, StreamFigures> streams = new ConcurrentHashMap<>();
  private final StreamGauges gauges;

  /** Registers the metrics; at most {@code most} streams get separate ones. */
  StreamLag(MetricGroup operator, int most) {
    gauges = new StreamGauges(operator, most);
    operator.gauge("streamLagMillis", (Gauge<Long>) this::worst);
    operator.gauge("openStreams", (Gauge<Integer>) streams::size);
  }

  void update(String stream, AlignmentState state) {
    StreamFigures figures = of(stream);
    figures.lags(state.waitingMicros() / 1000);
    gauges.offer(stream, figures);
  }

  /** Records an emitted segment. */
  void covered(Segment segment) {
    of(segment.stream()).covered(segment);
  }

  private StreamFigures of(String stream) {
    return streams.computeIfAbsent(stream, opened -> new StreamFigures());
  }

  void closed(String stream) {
    streams.remove(stream);
    gauges.remove(stream);
  }

  private long worst() {
    return streams.values().stream().mapToLong(StreamFigures::lagMillis).max().orElse(0);
  }
}
