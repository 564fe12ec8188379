package io.affectstream.operators.vision;

import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.operators.source.VideoArrival;
import java.io.Serial;
import java.util.Arrays;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Cuts the admitted frames of every stream into blocks, keyed so that successive blocks of one
 * stream go to different instances.
 *
 * <p>A hash would send several blocks in a row to one instance while the others wait. Instead,
 * block k goes to the key group at position k of the van der Corput sequence (bits of k reversed),
 * which is even over every range for any parallelism. Flink hashes the result of {@code hashCode}
 * again, so a table provides a number that leads to the required group.
 */
final class FrameBlocks implements KeySelector<VideoArrival, FrameBlock> {

  @Serial private static final long serialVersionUID = 1L;

  private static final double INTEGERS = 0x1p32;

  private final SearchSchedule schedule;
  private final int[] hashOfGroup;

  /**
   * @param schedule defines the length of a block
   * @param maxParallelism of the job: its number of key groups
   */
  FrameBlocks(SearchSchedule schedule, int maxParallelism) {
    this.schedule = schedule;
    this.hashOfGroup = new int[maxParallelism];
    Arrays.fill(hashOfGroup, -1);
    int left = maxParallelism;
    for (int hash = 0; left > 0; hash++) {
      int group = KeyGroupRangeAssignment.computeKeyGroupForKeyHash(hash, maxParallelism);
      if (hashOfGroup[group] < 0) {
        hashOfGroup[group] = hash;
        left--;
      }
    }
  }

  @Override
  public FrameBlock getKey(VideoArrival frame) {
    long index = frame.ordinal() / schedule.block();
    int reversed = Integer.reverse((int) index + frame.stream().hashCode());
    double share = Integer.toUnsignedLong(reversed) / INTEGERS;
    return new FrameBlock(frame.stream(), index, hashOfGroup[(int) (share * hashOfGroup.length)]);
  }

  /** Whether a frame is the last of its block. */
  boolean endsWith(VideoArrival frame) {
    return frame.end() || schedule.ends(frame.ordinal());
  }
}
