package io.affectstream.jobs.topics;

import java.util.List;

/**
 * A topic on the broker compared with what is expected.
 *
 * @param name name
 * @param state what was found
 * @param partitions number of partitions, 0 if missing
 * @param differences one line each: setting, expected, found, consequence
 */
public record TopicReport(String name, State state, int partitions, List<String> differences) {

  /** What was found. */
  public enum State {
    /** Made by this call. */
    CREATED,
    /** Existed as expected. */
    AS_EXPECTED,
    /** Exists with other settings. */
    DIFFERS,
    /** Does not exist. */
    MISSING
  }
}
