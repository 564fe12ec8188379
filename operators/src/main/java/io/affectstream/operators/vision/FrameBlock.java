package io.affectstream.operators.vision;

/**
 * Key of n consecutive frames of a stream.
 *
 * @param stream stream id
 * @param index number of the block, from 0
 * @param spread decides the key group, see {@link FrameBlocks}
 */
public record FrameBlock(String stream, long index, int spread) {

  /** Flink derives the key group from it. */
  @Override
  public int hashCode() {
    return spread;
  }
}
