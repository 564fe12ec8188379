package io.affectstream.app.cli;

import io.affectstream.jobs.config.ConfigException;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.Logging;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Reports failed commands: the message, with a stack trace only for {@code --debug}. Checked
 * exceptions carry a message for users; anything else is reported as a bug.
 */
final class Failures implements IExecutionExceptionHandler {

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
    return handle(failure, command);
  }

  /** Prints a failure and returns its exit code. */
  int handle(Throwable failure, CommandLine command) {
    if (failure instanceof InterruptedException) {
      return ExitCode.FAILED; // the caller handles the signal
    }
    String name = command.getCommandSpec().qualifiedName();
    int code = code(failure, command);
    if (Logging.hasFile() && code != ExitCode.USAGE) {
      LoggerFactory.getLogger(Failures.class).info("{} failed", name, failure);
    }
    console.note(name + ": " + message(failure));
    if (AffectCommand.debug(command)) {
      failure.printStackTrace(console.err());
    }
    return code;
  }

  private static int code(Throwable failure, CommandLine command) {
    if (failure instanceof CommandFailure known) {
      return known.exitCode();
    }
    return failure instanceof ConfigException
        ? ExitCode.USAGE
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
