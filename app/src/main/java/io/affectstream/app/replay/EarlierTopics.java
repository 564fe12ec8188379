package io.affectstream.app.replay;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Results in the output topics: the records committed when they are read.
 *
 * @param kafka cluster and names
 */
record EarlierTopics(KafkaSection kafka) implements EarlierRun {

  private static final Duration POLL = Duration.ofMillis(500);

  @Override
  public Rendering rendering() {
    return Rendering.EXACT;
  }

  @Override
  public void addTo(ResultSpool spool) throws CollectException, IOException, InterruptedException {
    Topics topics = kafka.topicNames();
    SpoolingHandler handler = new SpoolingHandler(spool, rendering());
    try (OutputRecords records =
        OutputRecords.open(
            kafka,
            List.of(topics.frames(), topics.events(), topics.alerts()),
            OutputRecords.Reading.COMMITTED)) {
      while (!records.isAtEnd()) {
        records.poll(POLL, handler);
      }
    }
  }
}
