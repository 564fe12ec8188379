package io.affectstream.jobs.submit;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of every command that connects to a Kafka cluster. */
public final class KafkaOptions {

  @Mixin private ConfigOptions config;

  @Option(
      names = {"-b", "--bootstrap-servers"},
      paramLabel = "HOST:PORT",
      description = "Kafka cluster; short for --set kafka.bootstrap-servers=...")
  private String bootstrapServers;

  @Option(
      names = "--topic-prefix",
      paramLabel = "PREFIX",
      description = "Leading part of the topics' names; short for --set kafka.topic-prefix=...")
  private String topicPrefix;

  @Option(
      names = "--kafka-config",
      paramLabel = "FILE",
      description =
          "Client properties (TLS, SASL, passwords), as Kafka's own tools take with"
              + " --command-config; short for --set kafka.config-file=...")
  private Path kafkaConfig;

  @Option(
      names = "--registry",
      paramLabel = "URL",
      description =
          "Schema registry; records then have Confluent's framing. Short for --set"
              + " kafka.registry=...")
  private String registry;

  /** The configuration, with or without a cluster. */
  public AffectConfig read(List<String> further) throws ConfigException {
    List<String> settings = new ArrayList<>();
    if (bootstrapServers != null) {
      settings.add("kafka.bootstrap-servers=" + bootstrapServers);
    }
    if (topicPrefix != null) {
      settings.add("kafka.topic-prefix=" + topicPrefix);
    }
    if (kafkaConfig != null) {
      settings.add("kafka.config-file=" + kafkaConfig);
    }
    if (registry != null) {
      settings.add("kafka.registry=" + registry);
    }
    settings.addAll(further);
    return config.read(settings);
  }

  /** The configuration, which must name a cluster. */
  public AffectConfig readWithCluster(List<String> further) throws ConfigException, CommandFailure {
    AffectConfig read = read(further);
    if (read.kafka().bootstrapServers().isEmpty()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT");
    }
    return read;
  }
}
