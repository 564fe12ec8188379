package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the job on an existing Kafka, wherever it runs. */
final class JobOptions {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description = "Model bundle, folder or zip; short for --set model.bundle=...")
  private String bundle;

  /** The configuration, which must name a Kafka cluster. */
  AffectConfig read() throws ConfigException, CommandFailure {
    return kafka.readWithCluster(bundle == null ? List.of() : List.of("model.bundle=" + bundle));
  }
}
