package io.affectstream.operators.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.operators.source.VideoArrival;
import java.util.HashSet;
import java.util.Set;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBlocksTest {

  private static VideoArrival frame(String stream, long ordinal) {
    return VideoArrival.silence(stream, ordinal, 0);
  }

  /** Over any stretch, instances differ by few blocks, and by their shares of the key groups. */
  @ParameterizedTest
  @CsvSource({"128, 2, 1", "128, 4, 2", "128, 3, 12", "720, 5, 8", "32768, 8, 2", "8, 8, 2"})
  void blocksOfAStreamTakeTurnsOnTheInstances(int keyGroups, int instances, int most) {
    FrameBlocks blocks = new FrameBlocks(8, keyGroups);
    for (String stream : new String[] {"talk", "camera-7", "ü"}) {
      int[] given = new int[instances];
      for (int block = 0; block < 1000; block++) {
        FrameBlock key = blocks.getKey(frame(stream, 8L * block));
        given[KeyGroupRangeAssignment.assignKeyToParallelOperator(key, keyGroups, instances)]++;
        int least = Integer.MAX_VALUE;
        int greatest = 0;
        for (int count : given) {
          least = Math.min(least, count);
          greatest = Math.max(greatest, count);
        }
        assertThat(greatest - least)
            .as("%s, after block %d", stream, block)
            .isLessThanOrEqualTo(most);
      }
    }
  }

  @Test
  void framesOfABlockShareAKeyThatNoOtherBlockHas() {
    FrameBlocks blocks = new FrameBlocks(4, 128);
    Set<FrameBlock> keys = new HashSet<>();
    for (String stream : new String[] {"a", "b"}) {
      for (int ordinal = 0; ordinal < 4000; ordinal++) {
        FrameBlock key = blocks.getKey(frame(stream, ordinal));
        assertThat(keys.add(key)).isEqualTo(ordinal % 4 == 0);
        assertThat(key).isEqualTo(blocks.getKey(frame(stream, ordinal)));
      }
    }
    assertThat(keys).hasSize(2000);
  }
}
