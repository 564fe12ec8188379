package io.affectstream.jobs.topics;

import io.affectstream.ingest.kafka.KafkaErrors;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.config.TopicsSection;
import io.affectstream.jobs.topics.TopicReport.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;

/** Creates and checks the product's topics. Not thread-safe; holds a connection until closed. */
public final class TopicAdmin implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int LOOK_MILLIS = 50;

  private final Admin admin;
  private final String brokers;
  private final List<TopicSpec> specs;

  private TopicAdmin(Admin admin, String brokers, List<TopicSpec> specs) {
    this.admin = admin;
    this.brokers = brokers;
    this.specs = specs;
  }

  /**
   * Opens a connection, which is used at the first call.
   *
   * @throws TopicException if the address cannot be used
   */
  public static TopicAdmin connect(KafkaSection kafka, TopicsSection topics) throws TopicException {
    return connect(kafka.bootstrapServers(), kafka, topics);
  }

  /** As {@link #connect(KafkaSection, TopicsSection)}, with another address of the cluster. */
  public static TopicAdmin connect(
      String bootstrapServers, KafkaSection kafka, TopicsSection topics) throws TopicException {
    Map<String, Object> properties = new HashMap<>(kafka.properties());
    properties.put("bootstrap.servers", bootstrapServers);
    properties.putIfAbsent("default.api.timeout.ms", (int) PATIENCE.toMillis());
    properties.putIfAbsent("request.timeout.ms", (int) PATIENCE.toMillis());
    try {
      return new TopicAdmin(
          Admin.create(properties), bootstrapServers, TopicSpec.all(kafka.topicNames(), topics));
    } catch (org.apache.kafka.common.KafkaException e) {
      throw new TopicException(KafkaErrors.describe(bootstrapServers, e), e);
    }
  }

  /**
   * Creates missing topics and checks the others; never alters an existing topic. Returns once
   * clients see the new topics: brokers receive them slightly later than the controller.
   *
   * @return one report per topic, inputs first
   */
  public List<TopicReport> create() throws TopicException, InterruptedException {
    Set<String> created = new HashSet<>();
    for (TopicReport report : describe()) {
      if (report.state() == State.MISSING) {
        create(spec(report.name()));
        created.add(report.name());
      }
    }
    awaitVisible(created);
    List<TopicReport> reports = new ArrayList<>();
    for (TopicSpec spec : specs) {
      reports.add(created.contains(spec.name()) ? made(spec) : describe(spec));
    }
    return reports;
  }

  /** Deletes the topics with their records. */
  public void delete() throws TopicException, InterruptedException {
    List<String> names = specs.stream().map(TopicSpec::name).filter(names()::contains).toList();
    try {
      admin.deleteTopics(names).all().get();
    } catch (ExecutionException e) {
      throw failure("the topics %s could not be deleted".formatted(names), e);
    }
  }

  /** Compares every topic with its specification. */
  public List<TopicReport> describe() throws TopicException, InterruptedException {
    Set<String> existing = names();
    List<TopicReport> reports = new ArrayList<>();
    for (TopicSpec spec : specs) {
      reports.add(
          existing.contains(spec.name())
              ? describe(spec)
              : new TopicReport(spec.name(), State.MISSING, 0, List.of()));
    }
    return reports;
  }

  @Override
  public void close() {
    admin.close(Duration.ofSeconds(2));
  }

  private static TopicReport made(TopicSpec spec) {
    return new TopicReport(spec.name(), State.CREATED, spec.partitions(), List.of());
  }

  private TopicSpec spec(String name) {
    return specs.stream().filter(spec -> spec.name().equals(name)).findFirst().orElseThrow();
  }

  private Set<String> names() throws TopicException, InterruptedException {
    try {
      return admin.listTopics().names().get();
    } catch (ExecutionException e) {
      throw failure("the topics could not be listed", e);
    }
  }

  private void create(TopicSpec spec) throws TopicException, InterruptedException {
    NewTopic topic =
        new NewTopic(spec.name(), spec.partitions(), spec.replication()).configs(spec.settings());
    try {
      admin.createTopics(List.of(topic)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw failure("topic %s could not be made".formatted(spec.name()), e);
      }
    }
  }

  private void awaitVisible(Set<String> created) throws TopicException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!names().containsAll(created)) {
      if (System.nanoTime() - end > 0) {
        throw new TopicException(
            "Kafka at %s: the topics %s were made but do not appear within %d s; look at its log"
                .formatted(brokers, created, PATIENCE.toSeconds()));
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private TopicReport describe(TopicSpec spec) throws TopicException, InterruptedException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, spec.name());
    try {
      TopicDescription description =
          admin.describeTopics(List.of(spec.name())).allTopicNames().get().get(spec.name());
      Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
      int partitions = description.partitions().size();
      List<String> differences = differences(spec, config);
      return new TopicReport(
          spec.name(),
          differences.isEmpty() ? State.AS_EXPECTED : State.DIFFERS,
          partitions,
          differences);
    } catch (ExecutionException e) {
      throw failure("topic %s could not be examined".formatted(spec.name()), e);
    }
  }

  /** The number of partitions and the retained size are the operator's choice. */
  private static List<String> differences(TopicSpec spec, Config found) {
    List<String> lines = new ArrayList<>();
    spec.settings()
        .forEach(
            (name, expected) -> {
              String value = found.get(name).value();
              if (!satisfies(name, expected, value)) {
                lines.add(
                    "%s: expected %s, found %s: %s".formatted(name, expected, value, danger(name)));
              }
            });
    return lines;
  }

  private static boolean satisfies(String name, String expected, String found) {
    return switch (name) {
      case "retention.bytes" -> true;
      case "max.message.bytes" -> Long.parseLong(found) >= Long.parseLong(expected);
      default -> found.equals(expected);
    };
  }

  private static String danger(String name) {
    return switch (name) {
      case "retention.ms" -> "records may be deleted before they are read";
      case "cleanup.policy" -> "records of a stream may be lost";
      case "max.message.bytes" -> "large images will be refused by the broker";
      default -> "retention would follow the wrong clock";
    };
  }

  private TopicException failure(String what, ExecutionException failure) {
    return new TopicException(KafkaErrors.describe(brokers, what, failure), failure);
  }
}
