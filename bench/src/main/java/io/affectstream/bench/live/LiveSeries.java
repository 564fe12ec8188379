package io.affectstream.bench.live;

import io.affectstream.bench.figures.Trend;
import java.util.Locale;

/**
 * Values sampled every second of the measured time. Times are seconds from its start.
 *
 * @param lag lag of the newest visible row of the slowest stream, ms
 * @param heap heap in use after the last collection, MB
 * @param resident memory of the process in RAM, MB
 * @param handles open files and sockets
 * @param cpu cores used by the product, without the load and its watcher
 * @param checkpointBytes size of checkpoints, kB
 */
record LiveSeries(
    Trend lag, Trend heap, Trend resident, Trend handles, Trend cpu, Trend checkpointBytes) {

  static LiveSeries ofBins(double seconds) {
    return new LiveSeries(
        new Trend(seconds),
        new Trend(seconds),
        new Trend(seconds),
        new Trend(seconds),
        new Trend(seconds),
        new Trend(seconds));
  }

  /** A line for every second; the size of the last checkpoint before it, if any. */
  String csv() {
    StringBuilder csv =
        new StringBuilder("second,lag_ms,cpu_cores,heap_mb,resident_mb,handles,checkpoint_kb\n");
    double[] seconds = lag.seconds();
    int next = 0;
    String size = "";
    for (int i = 0; i < seconds.length; i++) {
      while (next < checkpointBytes.size() && checkpointBytes.seconds()[next] <= seconds[i]) {
        size = String.format(Locale.ROOT, "%.1f", checkpointBytes.values()[next++]);
      }
      csv.append(
          String.format(
              Locale.ROOT,
              "%.1f,%.0f,%.3f,%.1f,%.1f,%.0f,%s\n",
              seconds[i],
              lag.values()[i],
              cpu.values()[i],
              heap.values()[i],
              resident.values()[i],
              handles.values()[i],
              size));
    }
    return csv.toString();
  }
}
