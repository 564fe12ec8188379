package io.affectstream.jobs.analyze;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.embedded.EmbeddedKafka;
import io.affectstream.jobs.embedded.WorkFolder;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The broker of a run: one of its own in the work folder, or the one that is there. On the latter
 * the run has topics of its own, so that it meets neither an earlier run nor a live job; their name
 * is kept in the work folder, so that a run that was stopped finds them again, and they are deleted
 * after success.
 */
final class RunBroker implements AutoCloseable {

  private static final String RUN_NAME = "run-name";

  private final AffectConfig config;
  private final Optional<EmbeddedKafka> embedded;

  private RunBroker(AffectConfig config, Optional<EmbeddedKafka> embedded) {
    this.config = config;
    this.embedded = embedded;
  }

  static RunBroker open(AffectConfig config, WorkFolder work) throws IOException {
    if (!config.kafka().bootstrapServers().isEmpty()) {
      return new RunBroker(
          config.with(config.kafka().withOwnNames(runName(work))), Optional.empty());
    }
    EmbeddedKafka kafka = EmbeddedKafka.start(work.kafka());
    return new RunBroker(
        config.with(
            config.kafka().withoutSecurity().withBootstrapServers(kafka.bootstrapServers())),
        Optional.of(kafka));
  }

  private static String runName(WorkFolder work) throws IOException {
    Path file = work.path().resolve(RUN_NAME);
    if (!Files.exists(file)) {
      Files.writeString(file, "run-" + UUID.randomUUID().toString().substring(0, 8));
    }
    return Files.readString(file).strip();
  }

  /** Configuration with the address and the names of this run. */
  AffectConfig config() {
    return config;
  }

  void createTopics() throws TopicException, InterruptedException {
    try (TopicAdmin topics = topics()) {
      topics.create();
    }
    if (embedded.isEmpty()) {
      AffectJob.checkAccess(config.kafka());
    }
  }

  /** Deletes the topics of this run from a broker that stays. */
  void forgetTopics() throws TopicException, InterruptedException {
    if (embedded.isEmpty()) {
      try (TopicAdmin topics = topics()) {
        topics.delete();
      }
    }
  }

  private TopicAdmin topics() throws TopicException {
    return TopicAdmin.connect(config.kafka().bootstrapServers(), config.kafka(), config.topics());
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedKafka::close);
  }
}
