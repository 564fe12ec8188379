package io.affectstream.app.cli;

import io.affectstream.jobs.config.ConfigException;
import io.affectstream.jobs.config.ConfigReference;
import io.affectstream.jobs.config.ConfigTemplate;
import io.affectstream.jobs.submit.ConfigOptions;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
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

  @Option(
      names = "--yaml",
      description = "Print a file to start from instead: every setting with default and meaning.")
  private boolean yaml;

  ConfigCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    console.out().print(text());
    console.out().flush();
    return ExitCode.OK;
  }

  private String text() throws ConfigException {
    if (markdown) {
      return ConfigReference.markdown();
    }
    return yaml ? ConfigTemplate.yaml() : ConfigReference.effective(options.read(List.of()));
  }
}
