package io.affectstream.ingest;

/**
 * How far a stream was published before, by topic.
 *
 * @param described whether its descriptor was published
 * @param video last sequence number and end of {@code affect.video}
 * @param audio of {@code affect.audio}
 * @param transcripts of {@code affect.transcripts}
 */
public record Positions(boolean described, Position video, Position audio, Position transcripts) {

  /** Nothing was published. */
  public static final Positions NONE =
      new Positions(false, Position.NONE, Position.NONE, Position.NONE);

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

    /** Whether a record of this number is there already. */
    public boolean covers(long sequence) {
      return ended || sequence <= last;
    }
  }
}
