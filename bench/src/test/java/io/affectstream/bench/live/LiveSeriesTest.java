package io.affectstream.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LiveSeriesTest {

  @Test
  void csvHasALinePerSecondAndTheLastCheckpoint() {
    LiveSeries series = LiveSeries.ofBins(10);
    for (int second = 1; second <= 3; second++) {
      series.lag().add(second, 2_000 + second);
      series.cpu().add(second, 1.25);
      series.heap().add(second, 100);
      series.resident().add(second, 900.5);
      series.handles().add(second, 321);
    }
    series.checkpointBytes().add(1.5, 640);
    series.checkpointBytes().add(2.9, 660.25);

    assertThat(series.csv().lines())
        .containsExactly(
            "second,lag_ms,cpu_cores,heap_mb,resident_mb,handles,checkpoint_kb",
            "1.0,2001,1.250,100.0,900.5,321,",
            "2.0,2002,1.250,100.0,900.5,321,640.0",
            "3.0,2003,1.250,100.0,900.5,321,660.3");
  }
}
