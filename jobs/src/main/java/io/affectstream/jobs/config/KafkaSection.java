package io.affectstream.jobs.config;

import io.affectstream.schemas.wire.Topics;
import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Section {@code kafka}. */
public record KafkaSection(
    @Option(
            value =
                "Brokers as host:port, comma separated. Empty: `analyze` and `demo` start an"
                    + " embedded broker, every other command needs it.",
            defaultValue = "")
        String bootstrapServers,
    @Option(value = "Prefix of every topic's name.", defaultValue = "affect") String topicPrefix,
    @Option(
            value = "Consumer group of the job, and of its lag metrics.",
            defaultValue = "affect",
            changesResults = false)
        String group,
    @Option(
            value =
                "`exactly-once`: results become visible with each checkpoint. `at-least-once`:"
                    + " immediately, but a restart repeats some.",
            defaultValue = "exactly-once")
        Delivery delivery,
    @Option(
            value =
                "Prefix of the transactional ids. Two jobs on one cluster need different"
                    + " prefixes, or they abort each other's transactions.",
            defaultValue = "affect",
            changesResults = false)
        String transactionalIdPrefix,
    @Option(
            value =
                "Time after which the broker aborts an unfinished transaction. Must exceed the"
                    + " longest outage of the job; brokers refuse more than 15 min unless"
                    + " configured. With the embedded broker always 24 h.",
            defaultValue = "10 min",
            min = 10_000,
            max = 900_000,
            changesResults = false)
        Duration transactionTimeout,
    @Option(
            value =
                "Where a job without a checkpoint starts reading; `committed`: at the offsets"
                    + " of its group, else the earliest.",
            defaultValue = "earliest")
        StartFrom startFrom,
    @Option(
            value =
                "File of client properties, as for `--command-config` of Kafka's tools: TLS,"
                    + " SASL, passwords. Each client reads the secrets on its own machine, so the"
                    + " file needs the same path on every machine of a cluster.",
            defaultValue = "",
            changesResults = false)
        String configFile,
    @Option(
            value =
                "Further client properties, e.g. `properties: {security.protocol: SSL}`; they"
                    + " override `config-file`. Secrets are refused here unless they are"
                    + " references, such as `${env:KAFKA_PASSWORD}` within the value.",
            defaultValue = "{}",
            changesResults = false)
        Map<String, String> properties,
    @Option(
            value =
                "Address of a schema registry with Confluent's API, e.g. `http://registry:8081`:"
                    + " records are written with its framing (0x00, schema id) and read in either."
                    + " Empty: Avro single-object encoding, which needs none. A password goes into"
                    + " `config-file` as `basic.auth.user.info=user:password`.",
            defaultValue = "")
        String registry)
    implements Serializable {

  /** Delivery guarantee of the output topics. */
  public enum Delivery {
    EXACTLY_ONCE,
    AT_LEAST_ONCE
  }

  /** Start position. */
  public enum StartFrom {
    EARLIEST,
    LATEST,
    /** Committed offsets of the group, else the earliest. */
    COMMITTED
  }

  /** The same with another cluster. */
  public KafkaSection withBootstrapServers(String other) {
    return with(other, topicPrefix, group, transactionalIdPrefix, configFile, properties);
  }

  /** The same with other client properties. */
  public KafkaSection withProperties(Map<String, String> other) {
    return with(bootstrapServers, topicPrefix, group, transactionalIdPrefix, configFile, other);
  }

  /** The same for a broker without TLS and SASL, the embedded one. */
  public KafkaSection withoutSecurity() {
    Map<String, String> open = new TreeMap<>(properties);
    open.keySet().removeIf(key -> key.matches("(security|sasl|ssl|config)\\..*"));
    return withProperties(open);
  }

  /** The same with another timeout of transactions. */
  public KafkaSection withTransactionTimeout(Duration other) {
    return new KafkaSection(
        bootstrapServers,
        topicPrefix,
        group,
        delivery,
        transactionalIdPrefix,
        other,
        startFrom,
        configFile,
        properties,
        registry);
  }

  /** The same with another file of client properties. */
  KafkaSection withConfigFile(String other) {
    return with(bootstrapServers, topicPrefix, group, transactionalIdPrefix, other, properties);
  }

  /** The same topics with separate names for transactions and group. */
  public KafkaSection withOwnClients(String name) {
    String own = "-" + name;
    return with(
        bootstrapServers,
        topicPrefix,
        group + own,
        transactionalIdPrefix + own,
        configFile,
        properties);
  }

  /** The same with separate names for topics, transactions and group. */
  public KafkaSection withOwnNames(String name) {
    return withOwnClients(name).withTopicPrefix(topicPrefix + "-" + name);
  }

  /** The same cluster with topics of another prefix. */
  public KafkaSection withTopicPrefix(String other) {
    return with(bootstrapServers, other, group, transactionalIdPrefix, configFile, properties);
  }

  private KafkaSection with(
      String servers,
      String topics,
      String consumers,
      String transactions,
      String file,
      Map<String, String> client) {
    return new KafkaSection(
        servers,
        topics,
        consumers,
        delivery,
        transactions,
        transactionTimeout,
        startFrom,
        file,
        client,
        registry);
  }

  /** Without security, exactly-once and with that prefix, for an embedded cluster. */
  public KafkaSection onOwnBroker(String address, String prefix) {
    return new KafkaSection(
        address,
        prefix,
        prefix,
        Delivery.EXACTLY_ONCE,
        prefix,
        transactionTimeout,
        StartFrom.EARLIEST,
        "",
        Map.of(),
        "");
  }

  /** Names of the topics. */
  public Topics topicNames() {
    return new Topics(topicPrefix);
  }
}
