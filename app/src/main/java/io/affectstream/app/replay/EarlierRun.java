package io.affectstream.app.replay;

import io.affectstream.app.collect.CollectException;
import io.affectstream.jobs.config.KafkaSection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The results of an earlier run, in any form. */
sealed interface EarlierRun permits EarlierFiles, EarlierTopics {

  /** Argument that selects the output topics. */
  String TOPICS = "topics";

  /** Format of its records. */
  Rendering rendering();

  /** Adds all its records. */
  void addTo(ResultSpool spool) throws CollectException, IOException, InterruptedException;

  /**
   * Finds it.
   *
   * @param against folder of {@code analyze}, file of {@code consume --json}, folder of such files,
   *     {@code topics}, or {@code topics:PREFIX}
   * @throws IOException if there is no such thing
   */
  static EarlierRun at(String against, KafkaSection kafka) throws IOException {
    Path path = Path.of(against);
    if (Files.exists(path)) {
      return EarlierFiles.at(path);
    }
    boolean prefixed = against.startsWith(TOPICS + ":");
    if (!against.equals(TOPICS) && !prefixed) {
      throw new IOException(
          "--verify: expected the folder of an earlier run, a file of 'consume --json', 'topics' or 'topics:PREFIX', found '%s'"
              .formatted(against));
    }
    if (kafka.bootstrapServers().isEmpty()) {
      throw new IOException(
          "--verify %s: expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT"
              .formatted(against));
    }
    return new EarlierTopics(
        prefixed ? kafka.withTopicPrefix(against.substring(TOPICS.length() + 1)) : kafka);
  }
}
