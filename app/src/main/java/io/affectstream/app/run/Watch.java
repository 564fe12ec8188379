package io.affectstream.app.run;

import io.affectstream.console.ConsoleOptions;
import io.affectstream.console.ConsoleServer;
import io.affectstream.console.topics.ConsoleKafka;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Version;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** The console on the topics of a run or of a cluster. */
public final class Watch {

  private Watch() {}

  /**
   * Starts the server.
   *
   * @throws IOException if it cannot listen, or its options are refused
   */
  public static ConsoleServer start(KafkaSection kafka, ConsoleOptions options) throws IOException {
    return ConsoleServer.start(
        new ConsoleKafka(
            kafka.bootstrapServers(),
            kafka.properties(),
            kafka.topicNames(),
            RecordFormat.reading(kafka)),
        options,
        String.join(" ", new Version().getVersion()));
  }

  /** {@code affect console}: serves until an interrupt. */
  public static void serve(KafkaSection kafka, ConsoleOptions options, Console console)
      throws IOException, InterruptedException {
    try (ConsoleServer server = start(kafka, options)) {
      console.note("console: " + server.address());
      new CountDownLatch(1).await();
    }
  }
}
