package io.affectstream.inference.speech;

/** The blocks of a stream's audio since its last final result. */
public interface RetainedAudio {

  /** Keeps a block of the open run. */
  void put(long block, short[] samples) throws Exception;

  /** A retained block. */
  short[] get(long block) throws Exception;

  /** Drops blocks {@code from} to {@code to - 1}. */
  void drop(long from, long to) throws Exception;
}
