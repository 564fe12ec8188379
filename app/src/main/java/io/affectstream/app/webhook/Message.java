package io.affectstream.app.webhook;

import io.affectstream.app.files.RecordJson;
import io.affectstream.schemas.AffectAlert;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.TopicPartition;

/**
 * An alert to be delivered.
 *
 * @param partition its partition
 * @param offset its offset
 * @param alert the alert
 * @param body body of its message, the same in every attempt
 */
record Message(TopicPartition partition, long offset, AffectAlert alert, byte[] body) {

  /** A message; {@code written} is the time of the record, milliseconds since 1970. */
  static Message of(TopicPartition partition, long offset, AffectAlert alert, long written) {
    String body =
        "{\"type\":\"affect.alert\",\"timestamp\":\"%s\",\"data\":%s}"
            .formatted(Instant.ofEpochMilli(written), RecordJson.of(alert));
    return new Message(partition, offset, alert, body.getBytes(StandardCharsets.UTF_8));
  }

  /** Identity of the message, stable over attempts and restarts. */
  String id() {
    return alert.getId();
  }
}
