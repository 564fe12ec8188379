package io.affectstream.app.run;

import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;

/**
 * The broker of a run: an embedded one in the work folder, or an existing one. On an existing
 * broker the run has separate topics, so that it does not interfere with an earlier run or a live
 * job; their name is stored in the work folder, so that a continued run finds them. They are
 * deleted after success, or by the next run in the folder that starts from the beginning.
 */
final class RunBroker implements AutoCloseable {

  private final AffectConfig config;
  private final Optional<EmbeddedKafka> embedded;
  private final Optional<AffectConfig> abandoned;

  private RunBroker(
      AffectConfig config, Optional<EmbeddedKafka> embedded, Optional<AffectConfig> abandoned) {
    this.config = config;
    this.embedded = embedded;
    this.abandoned = abandoned;
  }

  static RunBroker open(AffectConfig config, WorkFolder work) throws IOException {
    if (!config.kafka().bootstrapServers().isEmpty()) {
      Optional<String> before = runName(work);
      String name =
          work.continues() && before.isPresent()
              ? before.get()
              : "run-" + UUID.randomUUID().toString().substring(0, 8);
      Files.writeString(work.runName(), name);
      return new RunBroker(
          named(config, name),
          Optional.empty(),
          before.filter(other -> !other.equals(name)).map(other -> named(config, other)));
    }
    EmbeddedKafka kafka = EmbeddedKafka.start(work.kafka());
    return new RunBroker(
        config.with(
            config.kafka().withoutSecurity().withBootstrapServers(kafka.bootstrapServers())),
        Optional.of(kafka),
        Optional.empty());
  }

  private static AffectConfig named(AffectConfig config, String run) {
    return config.with(config.kafka().withOwnNames(run));
  }

  private static Optional<String> runName(WorkFolder work) throws IOException {
    return Files.exists(work.runName())
        ? Optional.of(Files.readString(work.runName()).strip())
        : Optional.empty();
  }

  /** Configuration with the address and the names of this run. */
  AffectConfig config() {
    return config;
  }

  /** Creates the topics of this run, and deletes those of a run that it does not continue. */
  void createTopics() throws TopicException, InterruptedException {
    if (abandoned.isPresent()) {
      try (TopicAdmin topics = topics(abandoned.get())) {
        topics.delete();
      }
    }
    try (TopicAdmin topics = topics(config)) {
      topics.create();
    }
    if (embedded.isEmpty()) {
      AffectJob.checkAccess(config.kafka());
    }
  }

  /** Deletes the topics of this run from an existing broker. */
  void forgetTopics() throws TopicException, InterruptedException {
    if (embedded.isEmpty()) {
      try (TopicAdmin topics = topics(config)) {
        topics.delete();
      }
    }
  }

  private static TopicAdmin topics(AffectConfig config) throws TopicException {
    return TopicAdmin.connect(config.kafka().bootstrapServers(), config.kafka(), config.topics());
  }

  @Override
  public void close() {
    embedded.ifPresent(EmbeddedKafka::close);
  }
}
