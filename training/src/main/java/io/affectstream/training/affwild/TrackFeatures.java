package io.affectstream.training.affwild;

import io.affectstream.features.align.VoiceSteps;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Features of one person of a video, from the front ends of the stream.
 *
 * @param times originating time of every frame in microseconds, ascending
 * @param interval duration of a frame in microseconds
 * @param embeddings {@code [frames][E]} expression embedding of the face, empty if none was found
 * @param memories static features, possibly on disk
 * @param voice voice features; empty without a recording or without sound
 * @param words words of the transcript; empty without a transcript
 * @param identity digest of all inputs of the features
 */
public record TrackFeatures(
    long[] times,
    long interval,
    float[][] embeddings,
    Memories memories,
    Optional<VoiceSteps> voice,
    Optional<List<TableWord>> words,
    byte[] identity) {

  /**
   * A word.
   *
   * @param start onset, microseconds
   * @param end offset, microseconds, exclusive
   * @param row its row in the table of words
   */
  public record TableWord(long start, long end, int row) {}

  /** Static features by frame. */
  @FunctionalInterface
  public interface Memories {
    /**
     * Static feature {@code [T * D]} of a frame with a face.
     *
     * @param frame counted from 1
     */
    float[] of(int frame) throws IOException;
  }
}
