package io.affectstream.app.cli;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.EventPrinter;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.collect.OutputRecords.Reading;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The loop of {@code affect consume}; separate from the command so that help does not load Kafka.
 */
final class Consumption {

  private static final Duration POLL = Duration.ofMillis(500);

  /** What is read besides events. */
  enum More {
    LIVE,
    ALERTS,
    DEAD_LETTERS
  }

  private Consumption() {}

  static void run(
      KafkaSection kafka,
      EventPrinter printer,
      boolean fromBeginning,
      Set<More> more,
      boolean untilClosed)
      throws CollectException, IOException, InterruptedException {
    Topics topics = kafka.topicNames();
    List<String> names = new ArrayList<>(List.of(topics.events()));
    if (printer.wantsFrames()) {
      names.add(topics.frames());
    }
    if (more.contains(More.LIVE)) {
      names.add(topics.live());
    }
    if (more.contains(More.ALERTS)) {
      names.add(topics.alerts());
    }
    if (more.contains(More.DEAD_LETTERS)) {
      names.add(topics.deadLetters());
    }
    Reading reading = fromBeginning ? Reading.COMMITTED : Reading.COMMITTED_FROM_NOW;
    try (OutputRecords records = OutputRecords.open(kafka, names, reading)) {
      boolean over = false;
      while (!over) {
        records.poll(POLL, printer);
        printer.flush();
        over = untilClosed && printer.allClosed() && records.isAtEnd();
      }
    }
  }
}
