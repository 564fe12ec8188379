package io.affectstream.operators.align;

import io.affectstream.features.align.AlignmentState;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * How far the slowest modality of each open stream is behind its furthest, for the metrics. Not
 * state: it refills with the first record of each stream after a restart.
 */
final class StreamLag {

  private final Map<String, Long> lagMicros = new ConcurrentHashMap<>();

  void update(String stream, AlignmentState state) {
    lagMicros.put(stream, state.waitingMicros());
  }

  void closed(String stream) {
    lagMicros.remove(stream);
  }

  long maxMillis() {
    return lagMicros.values().stream().mapToLong(Long::longValue).max().orElse(0) / 1000;
  }

  int streams() {
    return lagMicros.size();
  }
}
