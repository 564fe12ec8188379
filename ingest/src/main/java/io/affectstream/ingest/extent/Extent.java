package io.affectstream.ingest.extent;

/**
 * Whether a file is complete according to its structure.
 *
 * @param completeness the result
 * @param detail for {@link Completeness#CUT} what is missing, else empty
 */
public record Extent(Completeness completeness, String detail) {

  /** Whether a file ends where its structure ends. */
  public enum Completeness {
    /** Everything that the file declares is present. */
    WHOLE,
    /** The file ends within something that it declares. */
    CUT,
    /** The structure does not declare an end; also for unknown formats. */
    UNKNOWN
  }

  static final Extent WHOLE = new Extent(Completeness.WHOLE, "");

  /** The structure does not declare an end. */
  public static final Extent UNKNOWN = new Extent(Completeness.UNKNOWN, "");

  /** A file that lacks something it declares. */
  public static Extent cut(String detail) {
    return new Extent(Completeness.CUT, detail);
  }
}
