package io.affectstream.terminal;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CancellationException;
import java.util.function.BiConsumer;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/**
 * Reports failed commands: the message, with a stack trace only for {@code --debug}. Checked
 * exceptions carry a message for users; anything else is reported as a bug.
 */
final class Failures implements IExecutionExceptionHandler {

  private final Console console;
  private final BiConsumer<String, Throwable> log;

  /**
   * @param log gets the name of a failed command and its failure, unless the arguments are wrong
   */
  Failures(Console console, BiConsumer<String, Throwable> log) {
    this.console = console;
    this.log = log;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return handle(failure, command);
  }

  /** Prints a failure and returns its exit code. */
  int handle(Throwable failure, CommandLine command) {
    if (failure instanceof InterruptedException || failure instanceof CancellationException) {
      return ExitCode.FAILED; // the entry point handles the signal
    }
    String name = command.getCommandSpec().qualifiedName();
    int code = code(failure, command);
    if (code != ExitCode.USAGE) {
      log.accept(name, failure);
    }
    console.note(name + ": " + message(failure));
    if (isDebugging(command)) {
      failure.printStackTrace(console.err());
    }
    return code;
  }

  /** Whether {@code --debug} is set, which every command inherits from the root. */
  private static boolean isDebugging(CommandLine command) {
    OptionSpec debug = command.getCommandSpec().root().findOption(DebugOption.NAME);
    return debug != null && Boolean.TRUE.equals(debug.getValue());
  }

  private static int code(Throwable failure, CommandLine command) {
    return failure instanceof ExitCoded known
        ? known.exitCode()
        : command.getCommandSpec().exitCodeOnExecutionException();
  }

  /** What is said of a failure, in one line. */
  static String message(Throwable failure) {
    if (failure instanceof NoSuchFileException missing) {
      return missing.getFile() + ": no such file or folder";
    }
    if (failure instanceof AccessDeniedException denied) {
      return denied.getFile() + ": access denied; check its permissions";
    }
    if (failure instanceof FileSystemException file && file.getReason() != null) {
      return file.getFile() + ": " + file.getReason();
    }
    if (failure instanceof UnsatisfiedLinkError) {
      // JavaCPP's own says only which of its libraries; the last cause, which file of the system it
      // lacks.
      Throwable cause = failure;
      while (cause.getCause() != null) {
        cause = cause.getCause();
      }
      return "native code cannot be loaded: %s; docs/platforms.md states what this platform needs"
          .formatted(cause.getMessage());
    }
    if (!(failure instanceof Exception)
        || failure instanceof RuntimeException
        || failure.getMessage() == null) {
      return "unexpected failure, please report it: %s; --debug shows where".formatted(failure);
    }
    return failure.getMessage();
  }
}
