package io.affectstream.operators.vision;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.operators.source.VideoArrival;
import java.util.Arrays;
import java.util.HashSet;
import java.util.IntSummaryStatistics;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameBlocksTest {

  private static final int BLOCKS = 1000;

  private static VideoArrival frame(String stream, long ordinal) {
    return VideoArrival.silence(stream, ordinal, 0);
  }

  /**
   * Any 2^m consecutive blocks hit each interval [j, j + 1) / 2^m of the van der Corput sequence
   * once: n blocks hit it floor(n / 2^m) or ceil(n / 2^m) times. The key groups of an instance are
   * a sum of such intervals, which bounds its blocks from both sides.
   *
   * <p>{@code spread} is the maximum difference between two instances over these streams, of which
   * 1000 / 128, almost 8, is inevitable with 43, 43 and 42 groups on 3 instances.
   */
  @ParameterizedTest
  @CsvSource({"128, 2, 1", "128, 4, 1", "128, 3, 10", "720, 5, 5", "32768, 8, 1", "8, 8, 1"})
  void blocksOfAStreamTakeTurnsOnTheInstances(int keyGroups, int instances, int spread) {
    SearchSchedule schedule = new SearchSchedule(2);
    FrameBlocks blocks = new FrameBlocks(schedule, keyGroups);
    int[][] pieces = new int[instances][];
    Arrays.setAll(pieces, instance -> pieces(keyGroups, instances, instance));
    int greatest = 0;
    for (String stream : new String[] {"talk", "camera-7", "ü"}) {
      int[] given = new int[instances];
      for (int block = 0; block < BLOCKS; block++) {
        FrameBlock key = blocks.getKey(frame(stream, (long) schedule.block() * block));
        given[KeyGroupRangeAssignment.assignKeyToParallelOperator(key, keyGroups, instances)]++;
        for (int instance = 0; instance < instances; instance++) {
          assertThat(given[instance])
              .as("%s, instance %d after block %d", stream, instance, block)
              .isBetween(least(pieces[instance], block + 1), most(pieces[instance], block + 1));
        }
        IntSummaryStatistics counts = Arrays.stream(given).summaryStatistics();
        greatest = Math.max(greatest, counts.getMax() - counts.getMin());
      }
    }
    assertThat(greatest).isEqualTo(spread);
  }

  /**
   * If the number of instances divides a power of two of key groups, they differ by at most one
   * block.
   */
  @ParameterizedTest
  @CsvSource({"128, 2", "128, 4", "32768, 8", "8, 8"})
  void instancesThatDivideTheKeyGroupsHaveOneIntervalEach(int keyGroups, int instances) {
    for (int instance = 0; instance < instances; instance++) {
      assertThat(pieces(keyGroups, instances, instance)).containsExactly(instances);
    }
  }

  private static int least(int[] pieces, int blocks) {
    return Arrays.stream(pieces).map(piece -> blocks / piece).sum();
  }

  private static int most(int[] pieces, int blocks) {
    return Arrays.stream(pieces).map(piece -> (blocks + piece - 1) / piece).sum();
  }

  /** Of each interval that makes up the groups of an instance, 2^m. */
  private static int[] pieces(int keyGroups, int instances, int instance) {
    KeyGroupRange groups =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            keyGroups, instances, instance);
    double from = groups.getStartKeyGroup() / (double) keyGroups;
    double to = (groups.getEndKeyGroup() + 1) / (double) keyGroups;
    return pieces(from, to, 0, 1).toArray();
  }

  private static IntStream pieces(double from, double to, double start, int parts) {
    double end = start + 1.0 / parts;
    if (to <= start || end <= from) {
      return IntStream.empty();
    }
    // An interval cut by the border of the share has none or one of fewer than 2^m blocks.
    if ((from <= start && end <= to) || parts > BLOCKS) {
      return IntStream.of(parts);
    }
    return IntStream.concat(
        pieces(from, to, start, 2 * parts), pieces(from, to, start + 0.5 / parts, 2 * parts));
  }

  @Test
  void framesOfABlockShareAKeyThatNoOtherBlockHas() {
    SearchSchedule schedule = new SearchSchedule(1);
    FrameBlocks blocks = new FrameBlocks(schedule, 128);
    Set<FrameBlock> keys = new HashSet<>();
    for (String stream : new String[] {"a", "b"}) {
      for (int ordinal = 0; ordinal < 4000; ordinal++) {
        FrameBlock key = blocks.getKey(frame(stream, ordinal));
        assertThat(keys.add(key)).isEqualTo(schedule.starts(ordinal));
        assertThat(key).isEqualTo(blocks.getKey(frame(stream, ordinal)));
      }
    }
    assertThat(keys).hasSize(2 * 4000 / schedule.block());
  }
}
