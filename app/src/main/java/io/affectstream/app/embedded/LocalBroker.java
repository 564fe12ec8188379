package io.affectstream.app.embedded;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.jobs.topics.TopicException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The broker of a run, with the run's topics. On a broker that exists already the run has topics of
 * its own, so that it meets neither an earlier run nor a live job; the work folder keeps their
 * name, so that a continued run finds them. They are deleted after success, or by the next run in
 * the folder that starts again.
 */
public final class LocalBroker implements AutoCloseable {

  private final AffectConfig config;
  private final Optional<EmbeddedKafka> embedded;
  private final Optional<AffectConfig> abandoned;

  private LocalBroker(
      AffectConfig config, Optional<EmbeddedKafka> embedded, Optional<AffectConfig> abandoned) {
    this.config = config;
    this.embedded = embedded;
    this.abandoned = abandoned;
  }

  /** The broker that the configuration names, or an embedded one in the work folder. */
  public static LocalBroker of(AffectConfig config, WorkFolder work) throws IOException {
    if (config.kafka().bootstrapServers().isEmpty()) {
      return embedded(
          work,
          address -> config.with(config.kafka().withoutSecurity().withBootstrapServers(address)));
    }
    Optional<String> before = runName(work);
    String name =
        work.continues() && before.isPresent()
            ? before.get()
            : "run-" + UUID.randomUUID().toString().substring(0, 8);
    Files.writeString(work.runName(), name);
    return new LocalBroker(
        named(config, name),
        Optional.empty(),
        before.filter(other -> !other.equals(name)).map(other -> named(config, other)));
  }

  /**
   * An embedded broker in the work folder.
   *
   * @param config the configuration of the run for a broker's address
   */
  public static LocalBroker embedded(WorkFolder work, Function<String, AffectConfig> config)
      throws IOException {
    EmbeddedKafka kafka = EmbeddedKafka.start(work.kafka());
    AffectConfig own = config.apply(kafka.bootstrapServers());
    return new LocalBroker(
        own.with(own.kafka().withTransactionTimeout(EmbeddedKafka.TRANSACTION_TIMEOUT)),
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

  /** Makes the topics of this run, and deletes those of a run that it does not continue. */
  void createTopics() throws TopicException, InterruptedException {
    if (abandoned.isPresent()) {
      delete(abandoned.get());
    }
    try (TopicAdmin topics = topics(config)) {
      topics.create();
    }
    if (embedded.isEmpty()) {
      AffectJob.checkAccess(config);
    }
  }

  /** Deletes the topics of this run from a broker that stays. */
  void deleteTopics() throws TopicException, InterruptedException {
    if (embedded.isEmpty()) {
      delete(config);
    }
  }

  private static void delete(AffectConfig config) throws TopicException, InterruptedException {
    try (TopicAdmin topics = topics(config)) {
      topics.delete();
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
