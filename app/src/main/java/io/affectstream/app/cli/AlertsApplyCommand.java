package io.affectstream.app.cli;

import io.affectstream.jobs.alerts.EffectiveFrom;
import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code affect alerts apply}. */
@Command(
    name = "apply",
    description = {
      "Write the rules of a file to the topic of rules; running jobs take them over at once.",
      "A replay gives the same alerts if rules start at an originating time (--from) that no stream"
          + " has reached."
    })
final class AlertsApplyCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;

  @Parameters(paramLabel = "FILE", description = "Rules, see docs/alerts.md.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      defaultValue = EffectiveFrom.START,
      description =
          "Originating time from which the rules are effective: 'start', e.g. '90 s', or an instant"
              + " if streams count from 1970. Default: ${DEFAULT-VALUE}.")
  private String from;

  @Option(
      names = "--withdraw-others",
      description = "End the rules of the topic that are not in the file, from that time on.")
  private boolean withdrawOthers;

  AlertsApplyCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config = kafka.readWithCluster(List.of());
    long time = time();
    RuleSet rules = RuleArguments.read(file, Optional.of(time));
    rules.apply(config.kafka(), withdrawOthers, time).forEach(console::line);
    return ExitCode.OK;
  }

  private long time() throws CommandFailure {
    try {
      return EffectiveFrom.parse(from);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, "--from: " + e.getMessage());
    }
  }
}
