package io.affectstream.jobs.topics;

import java.util.List;

/**
 * A topic on the broker compared with its specification.
 *
 * @param name name
 * @param state state of the topic
 * @param partitions number of partitions, 0 if missing
 * @param differences one line each: setting, expected, found, consequence
 */
public record TopicReport(String name, State state, int partitions, List<String> differences) {

  /** State of a topic. */
  public enum State {
    /** Created by this call. */
    CREATED,
    /** Existed as expected. */
    AS_EXPECTED,
    /** Exists with other settings. */
    DIFFERS,
    /** Does not exist. */
    MISSING
  }
}
