package io.affectstream.features.alerts;

/**
 * Which streams or faces a rule is for.
 *
 * @param subject what is compared
 * @param equal whether it must match or must not match
 * @param value role or stream id, with {@code *} for any characters; number of a face
 */
record Filter(Subject subject, boolean equal, String value) {

  /** What is compared. */
  enum Subject {
    ROLE,
    STREAM,
    FACE
  }

  /** Whether a rule with this filter is for the row. */
  boolean admits(AlertRow row) {
    String found =
        switch (subject) {
          case ROLE -> row.role();
          case STREAM -> row.stream();
          case FACE -> Integer.toString(row.face());
        };
    return Wildcard.matches(value, found) == equal;
  }
}
