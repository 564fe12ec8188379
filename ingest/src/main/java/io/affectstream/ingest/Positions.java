package io.affectstream.ingest;

import io.affectstream.schemas.StreamDescriptor;
import java.util.Optional;

/**
 * How far a stream was published by earlier runs, per topic.
 *
 * @param descriptor its descriptor; empty = none was published
 * @param video last sequence number and end of {@code affect.video}
 * @param audio of {@code affect.audio}
 * @param transcripts of {@code affect.transcripts}
 */
public record Positions(
    Optional<StreamDescriptor> descriptor, Position video, Position audio, Position transcripts) {

  /** Nothing was published. */
  public static final Positions NONE =
      new Positions(Optional.empty(), Position.NONE, Position.NONE, Position.NONE);

  /** Whether every topic with records of the stream also has its end. */
  public boolean ended() {
    return !equals(NONE) && video.isWhole() && audio.isWhole() && transcripts.isWhole();
  }

  /**
   * Position of the stream in one topic.
   *
   * @param last highest sequence number; -1 = none
   * @param ended whether the end-of-stream record was published
   */
  public record Position(long last, boolean ended) {

    /** No record. */
    public static final Position NONE = new Position(-1, false);

    /** The position after this record. */
    public Position with(long sequence, boolean endOfStream) {
      return new Position(Math.max(last, sequence), ended || endOfStream);
    }

    private boolean isWhole() {
      return ended || last < 0;
    }

    /** Whether a record with this number was published. */
    public boolean covers(long sequence) {
      return ended || sequence <= last;
    }
  }
}
