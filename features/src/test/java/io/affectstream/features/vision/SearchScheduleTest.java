package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SearchScheduleTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 25})
  void everyNthFrameIsSearchedAndEveryBlockBeginsWithASearchForSmallFaces(int every) {
    SearchSchedule schedule = new SearchSchedule(every);
    int block = schedule.block();
    assertThat(block).isGreaterThan(every);
    for (long frame = 0; frame < 4L * block; frame++) {
      assertThat(schedule.depth(frame) != SearchDepth.KNOWN).isEqualTo(frame % every == 0);
      assertThat(schedule.starts(frame + 1)).isEqualTo(schedule.ends(frame));
      assertThat(schedule.depth(frame) == SearchDepth.SMALL).isEqualTo(schedule.starts(frame));
    }
    assertThat(LongStream.range(0, 4L * block).filter(schedule::starts)).hasSize(4);
  }

  @Test
  void refusesToSearchLessThanEveryFrame() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> new SearchSchedule(0))
        .withMessage("search: expected every 1 frame or more, found 0");
  }
}
