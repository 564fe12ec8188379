package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.output.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect ingest}: media into the topics. */
@Command(
    name = "ingest",
    description = {
      "Play files, folders, network addresses or cameras into the topics.",
      "A file that was cut off is continued where it stopped."
    })
final class IngestCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private SourceOptions source;
  @Mixin private KafkaOptions kafka;

  IngestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    return Ingestion.run(source.plans(), config, console);
  }
}
