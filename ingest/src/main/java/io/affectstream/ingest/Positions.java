package io.affectstream.ingest;

import io.affectstream.schemas.StreamDescriptor;
import java.util.Optional;

/**
 * How far a stream was published before, by topic.
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

  /** Whether every topic that the stream has records in has its end as well. */
  public boolean ended() {
    return !equals(NONE) && video.isWhole() && audio.isWhole() && transcripts.isWhole();
  }

  /**
   * How far one topic goes.
   *
   * @param last highest sequence number; -1 = none
   * @param ended whether the end-of-stream record is there
   */
  public record Position(long last, boolean ended) {

    /** No record. */
    public static final Position NONE = new Position(-1, false);

    /** The position once this record is there too. */
    public Position with(long sequence, boolean endOfStream) {
      return new Position(Math.max(last, sequence), ended || endOfStream);
    }

    private boolean isWhole() {
      return ended || last < 0;
    }

    /** Whether a record of this number is there already. */
    public boolean covers(long sequence) {
      return ended || sequence <= last;
    }
  }
}
