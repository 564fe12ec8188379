package io.affectstream.jobs.config;

import io.affectstream.schemas.wire.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;

/** Section {@code kafka}. */
public record KafkaConfig(
    @Option(
            value =
                "Brokers as host:port, comma separated. Empty: `analyze` and `demo` start an"
                    + " embedded broker, every other command needs it.",
            byDefault = "")
        String bootstrapServers,
    @Option(value = "Leading part of every topic's name.", byDefault = "affect") String topicPrefix,
    @Option(value = "Consumer group of the job, and of its lag metrics.", byDefault = "affect")
        String group,
    @Option(
            value =
                "`exactly-once`: results become visible with each checkpoint. `at-least-once`: at"
                    + " once, but a restart repeats some.",
            byDefault = "exactly-once")
        Delivery delivery,
    @Option(
            value =
                "Leading part of the transactional ids. Two jobs on one cluster must differ, or they"
                    + " abort each other's transactions.",
            byDefault = "affect")
        String transactionalIdPrefix,
    @Option(
            value =
                "Time after which the broker aborts an unfinished transaction. Longer than an outage"
                    + " of the job should last; brokers refuse more than 15 min unless configured.",
            byDefault = "10 min",
            min = 10_000,
            max = 900_000)
        Duration transactionTimeout,
    @Option(
            value =
                "Where a job without a checkpoint starts reading; `committed`: where its group stood, else the earliest.",
            byDefault = "earliest")
        StartFrom startFrom,
    @Option(
            value =
                "Further client properties, e.g. `properties: {security.protocol: SSL}`; passed to"
                    + " every Kafka client as they are.",
            byDefault = "{}")
        Map<String, String> properties)
    implements Serializable {

  /** Delivery guarantee of the output topics. */
  public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  /** Where reading starts. */
  public enum StartFrom {
    EARLIEST,
    LATEST,
    /** Where the group stood, else the earliest. */
    COMMITTED
  }

  /** The same with another cluster. */
  public KafkaConfig withBootstrapServers(String other) {
    return new KafkaConfig(
        other,
        topicPrefix,
        group,
        delivery,
        transactionalIdPrefix,
        transactionTimeout,
        startFrom,
        properties);
  }

  /** The same topics with names of its own for transactions and group. */
  public KafkaConfig withOwnClients(String name) {
    return new KafkaConfig(
        bootstrapServers,
        topicPrefix,
        group + "-" + name,
        delivery,
        transactionalIdPrefix + "-" + name,
        transactionTimeout,
        startFrom,
        properties);
  }

  /** The same with names of its own for topics, transactions and group. */
  public KafkaConfig withOwnNames(String name) {
    return new KafkaConfig(
        bootstrapServers,
        topicPrefix + "-" + name,
        group + "-" + name,
        delivery,
        transactionalIdPrefix + "-" + name,
        transactionTimeout,
        startFrom,
        properties);
  }

  /** Names of the topics. */
  public Topics topicNames() {
    return new Topics(topicPrefix);
  }
}
