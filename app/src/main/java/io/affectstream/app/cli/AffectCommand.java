package io.affectstream.app.cli;

import io.affectstream.terminal.DebugOption;
import io.affectstream.terminal.Version;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code affect} itself: the list of commands. */
@Command(
    name = "affect",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    description = "Affect events from video, sound and words, on Kafka and Flink.",
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:success",
      "1:failure",
      "2:wrong arguments or configuration",
      "3:no network",
      "4:finished, but a source was incomplete or could give no result with this bundle",
      "130:stopped by Ctrl-C"
    },
    subcommands = {
      AnalyzeCommand.class,
      DemoCommand.class,
      IngestCommand.class,
      RunCommand.class,
      TranscribeCommand.class,
      ConsumeCommand.class,
      ConsoleCommand.class,
      ReplayCommand.class,
      AlertsCommand.class,
      NotifyCommand.class,
      TopicsCommand.class,
      BundleCommand.class,
      ModelsCommand.class,
      ConfigCommand.class,
      CompletionCommand.class,
      VersionCommand.class,
      HelpCommand.class
    })
final class AffectCommand implements Runnable {

  @Spec private CommandSpec spec;

  @SuppressWarnings("UnusedVariable") // picocli reads it
  @Mixin
  private final DebugOption debug = new DebugOption();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
