package io.affectstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class MeterTest {

  @Test
  void aBarTellsShareSpeedAndWhatIsLeft() {
    Meter meter = new Meter("ingest", Progress.MEDIA, OptionalLong.of(60_000));
    assertThat(meter.bar(70, Duration.ZERO, '=', '-'))
        .isEqualTo("ingest  ---------------------   0 %  0:00 of 1:00                     ");
    meter.step(15_000);
    assertThat(meter.bar(70, Duration.ofSeconds(10), '=', '-'))
        .isEqualTo("ingest  =====----------------  25 %  0:15 of 1:00     1.5x   0:30 left");
    meter.done();
    assertThat(meter.bar(70, Duration.ofSeconds(10), '=', '-'))
        .isEqualTo("ingest  ===================== 100 %  0:15 of 0:15     1.5x            ");
  }

  @Test
  void withoutATotalThereIsNoBarAndMoreThanTheTotalIsNeverShown() {
    Meter meter = new Meter("fetch", Progress.BYTES, OptionalLong.empty());
    meter.step(2_621_440);
    assertThat(meter.bar(70, Duration.ofSeconds(2), '=', '-'))
        .isEqualTo("fetch   2.5 MB  1.3 MB/s");
    meter.total(2_097_152);
    assertThat(meter.text()).isEqualTo("fetch 2.5 of 2.5 MB");
    assertThat(meter.bar(70, Duration.ofSeconds(2), '=', '-')).contains("100 %");
  }

  @Test
  void piecesAreCounted() {
    Meter meter = new Meter("replay", "rows", OptionalLong.of(200));
    meter.step(50);
    assertThat(meter.text()).isEqualTo("replay 50 of 200 rows");
    assertThat(meter.bar(70, Duration.ofSeconds(2), '=', '-'))
        .startsWith("replay  ===")
        .contains(" 25 %  50 of 200 rows     25/s   0:06 left");
  }

  @Test
  void aNarrowTerminalGetsNoBar() {
    Meter meter = new Meter("analyze", Progress.MEDIA, OptionalLong.of(7_200_000));
    meter.step(3_661_000);
    assertThat(meter.bar(40, Duration.ofHours(1), '=', '-'))
        .isEqualTo("analyze 50 %  1:01:01 of 2:00:00     1.0");
  }
}
