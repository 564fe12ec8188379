package io.affectstream.terminal;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports wrong arguments: one line with the error and the command for help; exit code 2. */
public final class UsageErrors implements IParameterExceptionHandler {

  private final Console console;

  /** Prints to that console. */
  public UsageErrors(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    console.note(text(failure, hint(failure, arguments)));
    return ExitCode.USAGE;
  }

  /** The line. */
  public static String text(ParameterException failure) {
    return text(failure, "");
  }

  private static String text(ParameterException failure, String hint) {
    String name = failure.getCommandLine().getCommandSpec().qualifiedName();
    return "%s: %s%s; see '%s --help'".formatted(name, message(failure), hint, name);
  }

  /** A missing source may be a file whose name was parsed as an option. */
  private static String hint(ParameterException failure, String[] arguments) {
    if (!(failure instanceof MissingParameterException)) {
      return "";
    }
    return Arrays.stream(arguments)
        .filter(DashedFiles::isFileName)
        .findFirst()
        .map(file -> "; '%s' is no option%s".formatted(file, DashedFiles.hint(file)))
        .orElse("");
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
    if (near.isEmpty() && DashedFiles.isFileName(unmatched.getUnmatched().get(0))) {
      return text + DashedFiles.hint(unmatched.getUnmatched().get(0));
    }
    return near.isEmpty() ? text : text + "; did you mean '" + near.get(0) + "'?";
  }
}
