package io.affectstream.operators.align;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * Gauges of a limited number of streams, labelled {@code stream}: {@code lagMillis}, {@code
 * faceCoverage}, {@code voiceCoverage} and {@code wordsCoverage}; removed when the stream is over.
 * Not thread-safe.
 *
 * <p>Flink's public interface cannot remove a metric, but closing its group does, for every
 * reporter. The closed group leaves a small entry in its parent group, which is therefore closed
 * and recreated after a number of streams.
 */
final class StreamGauges {

  /** Parent of the streams' groups. */
  static final String GROUP = "alignment";

  static final String LABEL = "stream";

  /** Number of closed streams after which the parent group is recreated. */
  static final int MAX_LEFT = 1_000;

  private final MetricGroup operator;
  private final int most;
  private final Map<String, StreamFigures> open = new HashMap<>();
  private final Map<String, MetricGroup> groups = new HashMap<>();
  private MetricGroup above;
  private int left;

  /** Gauges below the group of an operator. None if its groups cannot be closed. */
  StreamGauges(MetricGroup operator, int most) {
    this.operator = operator;
    this.above = operator.addGroup(GROUP);
    this.most = above instanceof AbstractMetricGroup<?> ? most : 0;
  }

  /** Registers the gauges of a stream unless they exist or the limit is reached. */
  void offer(String stream, StreamFigures figures) {
    if (open.size() < most && open.putIfAbsent(stream, figures) == null) {
      register(stream, figures);
    }
  }

  private void register(String stream, StreamFigures figures) {
    MetricGroup group = above.addGroup(LABEL, stream);
    group.gauge("lagMillis", (Gauge<Long>) figures::lagMillis);
    group.gauge("faceCoverage", (Gauge<Double>) figures::face);
    group.gauge("voiceCoverage", (Gauge<Double>) figures::voice);
    group.gauge("wordsCoverage", (Gauge<Double>) figures::words);
    groups.put(stream, group);
  }

  /** Removes the gauges of a stream, if there are any. */
  void remove(String stream) {
    if (open.remove(stream) == null) {
      return;
    }
    close(groups.remove(stream));
    left++;
    if (left > MAX_LEFT) {
      renew();
    }
  }

  private void renew() {
    close(above);
    groups.clear();
    left = 0;
    above = operator.addGroup(GROUP);
    for (Entry<String, StreamFigures> stream : open.entrySet()) {
      register(stream.getKey(), stream.getValue());
    }
  }

  private static void close(MetricGroup group) {
    ((AbstractMetricGroup<?>) group).close();
  }
}
