package io.affectstream.operators.source;

/**
 * Coordinates of a Kafka record.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record Origin(String topic, int partition, long offset) {

  /** For records made by the job itself. */
  public static final Origin NONE = new Origin("", -1, -1);
}
