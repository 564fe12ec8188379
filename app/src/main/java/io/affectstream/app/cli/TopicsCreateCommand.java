package io.affectstream.app.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect topics create}. */
@Command(
    name = "create",
    description = {
      "Make the topics that are missing and check the others; an existing topic is never altered.",
      "Retention is by size, so that replayed archives are not deleted before they are read."
    })
final class TopicsCreateCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Option(
      names = "--partitions",
      paramLabel = "N",
      description = "Partitions per topic; short for --set topics.partitions=...")
  private Integer partitions;

  @Option(
      names = "--replication",
      paramLabel = "N",
      description = "Copies of each partition; short for --set topics.replication=...")
  private Integer replication;

  TopicsCreateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    List<String> settings = new ArrayList<>();
    if (partitions != null) {
      settings.add("topics.partitions=" + partitions);
    }
    if (replication != null) {
      settings.add("topics.replication=" + replication);
    }
    AffectConfig config = kafka.readWithCluster(settings);
    return TopicReports.create(config, console);
  }
}
