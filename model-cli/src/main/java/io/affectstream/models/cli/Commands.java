package io.affectstream.models.cli;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Code shared by the commands. */
final class Commands {

  private Commands() {}

  static ParameterException missing(CommandSpec spec, String choices) {
    return new ParameterException(
        spec.commandLine(), "expected one of %s, found nothing".formatted(choices));
  }
}
