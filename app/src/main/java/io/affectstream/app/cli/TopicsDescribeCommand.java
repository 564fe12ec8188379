package io.affectstream.app.cli;

import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect topics describe}. */
@Command(
    name = "describe",
    description = "Compare the topics with what is expected; exit code 1 if one is missing.")
final class TopicsDescribeCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  TopicsDescribeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    return TopicReports.describe(kafka.readWithCluster(List.of()), console);
  }
}
