package io.affectstream.app.cli;

import io.affectstream.app.collect.EventPrinter;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect consume}: prints the job's results. */
@Command(
    name = "consume",
    description = "Print events as they are committed, for people or as JSON lines.")
final class ConsumeCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  @Option(names = "--frames", description = "Frames too, not only events.")
  private boolean frames;

  @Option(
      names = "--live",
      description = "Provisional rows and early episodes too, as soon as they are predicted.")
  private boolean live;

  @Option(names = "--alerts", description = "Alerts too.")
  private boolean alerts;

  @Option(names = "--dead-letters", description = "Refused records too.")
  private boolean deadLetters;

  @Option(names = "--stream", paramLabel = "ID", description = "Only this stream; repeatable.")
  private Set<String> streams = new LinkedHashSet<>();

  @Option(
      names = "--from",
      paramLabel = "earliest|latest",
      defaultValue = "EARLIEST",
      description = "Where to begin. Default: earliest.")
  private From from;

  @Option(
      names = "--until-closed",
      description = "End when the given streams, or else all streams there are, are closed.")
  private boolean untilClosed;

  /** Start position. */
  enum From {
    EARLIEST,
    LATEST
  }

  ConsumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    EventPrinter printer =
        new EventPrinter(console.out(), console.terminal(), json, frames, streams);
    Set<Consumption.More> more = EnumSet.noneOf(Consumption.More.class);
    if (live) {
      more.add(Consumption.More.LIVE);
    }
    if (alerts) {
      more.add(Consumption.More.ALERTS);
    }
    if (deadLetters) {
      more.add(Consumption.More.DEAD_LETTERS);
    }
    Consumption.run(config.kafka(), printer, from == From.EARLIEST, more, untilClosed);
    return ExitCode.OK;
  }
}
