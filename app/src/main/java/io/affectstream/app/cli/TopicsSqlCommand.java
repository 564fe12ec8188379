package io.affectstream.app.cli;

import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.sql.TableDefinitions;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect topics sql}. */
@Command(
    name = "sql",
    description = {
      "Print the topics as tables of Flink SQL.",
      "Secrets of --kafka-config stay references to that file."
    })
final class TopicsSqlCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  TopicsSqlCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    KafkaSection config = kafka.readWithCluster(List.of()).kafka();
    console
        .out()
        .print(
            TableDefinitions.all(
                config.topicNames(),
                config.bootstrapServers(),
                config.properties(),
                config.registry(),
                config.configFile()));
    console.out().flush();
    return ExitCode.OK;
  }
}
