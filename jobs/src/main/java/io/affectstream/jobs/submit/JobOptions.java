package io.affectstream.jobs.submit;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigException;
import io.affectstream.terminal.CommandFailure;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of the job on an existing Kafka, embedded or on a cluster. */
public final class JobOptions {

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description = "Model bundle, folder or zip; short for --set model.bundle=...")
  private String bundle;

  /** The configuration, which must name a Kafka cluster. */
  public AffectConfig read() throws ConfigException, CommandFailure {
    return kafka.readWithCluster(bundle == null ? List.of() : List.of("model.bundle=" + bundle));
  }
}
