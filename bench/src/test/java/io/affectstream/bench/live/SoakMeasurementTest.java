package io.affectstream.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SoakMeasurementTest {

  @ParameterizedTest
  @CsvSource({"15, 0.8, 12", "14, 0.8, 11", "1, 0.8, 1", "10, 1, 10"})
  void shareIsRoundedDownToWholeStreams(int largest, double load, int streams) {
    assertThat(SoakMeasurement.streams(largest, load)).isEqualTo(streams);
  }
}
