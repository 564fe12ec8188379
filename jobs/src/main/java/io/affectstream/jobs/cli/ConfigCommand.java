package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.ConfigReference;
import io.affectstream.jobs.output.Console;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect config}: checks and prints the configuration. */
@Command(name = "config", description = "Check the configuration and print every setting in force.")
final class ConfigCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private ConfigOptions options;

  @Option(names = "--markdown", description = "Print the reference of all settings instead.")
  private boolean markdown;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    String text =
        markdown ? ConfigReference.markdown() : ConfigReference.effective(options.read(List.of()));
    console.out().print(text);
    console.out().flush();
    return ExitCode.OK;
  }
}
