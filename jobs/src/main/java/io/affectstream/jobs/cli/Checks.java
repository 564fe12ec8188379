package io.affectstream.jobs.cli;

/** Checks of arguments that picocli's types do not make. */
final class Checks {

  private Checks() {}

  static void speed(String speed) throws CommandFailure {
    boolean known = speed.equals("realtime") || speed.equals("max");
    if (!known && !speed.matches("\\d{1,4}(\\.\\d{1,4})?|\\.\\d{1,4}")) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--speed: expected realtime, max or a number above 0, found '%s'".formatted(speed));
    }
    if (!known && Double.parseDouble(speed) == 0) {
      throw new CommandFailure(
          ExitCode.USAGE, "--speed: expected a number above 0, found '%s'".formatted(speed));
    }
  }

  static void jpegQuality(int quality) throws CommandFailure {
    if (quality < 1 || quality > 100) {
      throw new CommandFailure(
          ExitCode.USAGE, "--jpeg-quality: expected 1 to 100, found %d".formatted(quality));
    }
  }
}
