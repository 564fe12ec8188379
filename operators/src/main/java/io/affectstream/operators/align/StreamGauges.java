package io.affectstream.operators.align;

import java.util.HashMap;
import java.util.Map;
import java.util.Map.Entry;
import java.util.function.LongSupplier;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;

/**
 * One gauge for each of at most so many streams, labelled {@code stream}; taken back when the
 * stream is over. One thread.
 *
 * <p>Flink's public interface cannot take a metric back; closing the group it is in does, for every
 * reporter. The closed group leaves a small entry behind in the group above, which is therefore
 * closed too after so many streams and made anew.
 */
final class StreamGauges {

  /** Group above those of the streams. */
  static final String GROUP = "alignment";

  static final String LABEL = "stream";
  static final String NAME = "lagMillis";

  /** Entries of streams that are over, after which the group above is made anew. */
  static final int MOST_LEFT = 1_000;

  private final MetricGroup operator;
  private final int most;
  private final Map<String, LongSupplier> open = new HashMap<>();
  private final Map<String, MetricGroup> groups = new HashMap<>();
  private MetricGroup above;
  private int left;

  /** Gauges below the group of an operator. None if its groups cannot be closed. */
  StreamGauges(MetricGroup operator, int most) {
    this.operator = operator;
    this.above = operator.addGroup(GROUP);
    this.most = above instanceof AbstractMetricGroup<?> ? most : 0;
  }

  /** Offers the gauge of a stream unless it is there already, or there are as many as may be. */
  void offer(String stream, LongSupplier millis) {
    if (open.size() < most && open.putIfAbsent(stream, millis) == null) {
      register(stream, millis);
    }
  }

  private void register(String stream, LongSupplier millis) {
    MetricGroup group = above.addGroup(LABEL, stream);
    group.gauge(NAME, (Gauge<Long>) millis::getAsLong);
    groups.put(stream, group);
  }

  /** Takes the gauge of a stream back, if there is one. */
  void remove(String stream) {
    if (open.remove(stream) == null) {
      return;
    }
    close(groups.remove(stream));
    left++;
    if (left > MOST_LEFT) {
      renew();
    }
  }

  private void renew() {
    close(above);
    groups.clear();
    left = 0;
    above = operator.addGroup(GROUP);
    for (Entry<String, LongSupplier> stream : open.entrySet()) {
      register(stream.getKey(), stream.getValue());
    }
  }

  private static void close(MetricGroup group) {
    ((AbstractMetricGroup<?>) group).close();
  }
}
