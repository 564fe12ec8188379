package io.affectstream.jobs.cli;

import io.affectstream.jobs.output.Console;
import java.util.List;
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
    if (failure instanceof UnmatchedArgumentException unmatched && unmatched.isUnknownOption()) {
      return known(unmatched, "expected an option of this command, found ");
    }
    if (failure instanceof UnmatchedArgumentException unmatched
        && !failure.getCommandLine().getSubcommands().isEmpty()) {
      return known(unmatched, "expected a command, found ");
    }
    return failure.getMessage().replaceAll("\\s*\\R\\s*", " ");
  }

  private static String known(UnmatchedArgumentException unmatched, String what) {
    String text = what + "'" + unmatched.getUnmatched().get(0) + "'";
    List<String> near = unmatched.getSuggestions();
    if (near.isEmpty() && unmatched.isUnknownOption()) {
      return text + "; a file of that name is written './" + unmatched.getUnmatched().get(0) + "'";
    }
    return near.isEmpty() ? text : text + "; did you mean '" + near.get(0) + "'?";
  }
}
