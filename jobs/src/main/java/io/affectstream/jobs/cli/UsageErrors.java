package io.affectstream.jobs.cli;

import io.affectstream.jobs.output.Console;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Wrong arguments: one line with what is wrong and where help is; exit code 2. */
final class UsageErrors implements IParameterExceptionHandler {

  private final Console console;

  UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    console.note(text(failure));
    return ExitCode.USAGE;
  }

  /** The line. */
  static String text(ParameterException failure) {
    String name = failure.getCommandLine().getCommandSpec().qualifiedName();
    return "%s: %s; see '%s --help'".formatted(name, message(failure), name);
  }

  private static String message(ParameterException failure) {
    String text = failure.getMessage().replaceAll("\\s*\\R\\s*", " ");
    if (failure instanceof UnmatchedArgumentException unmatched
        && !unmatched.getSuggestions().isEmpty()) {
      text += ", did you mean '" + unmatched.getSuggestions().get(0) + "'?";
    }
    return text;
  }
}
