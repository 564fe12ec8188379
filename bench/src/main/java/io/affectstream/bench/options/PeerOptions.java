package io.affectstream.bench.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Repeats, and another program to compare with. */
public final class PeerOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "3",
      description = "Measured repeats after a warm-up. Default: ${DEFAULT-VALUE}.")
  private int repeat;

  @Option(
      names = "--peer",
      paramLabel = "CMD",
      description = "Also run this command line; the last 'N frames/s' it prints counts.")
  private String peer;

  /** Repeats, at least 1. */
  public int repeats() {
    if (repeat < 1) {
      throw new ParameterException(
          spec.commandLine(), "--repeat: expected at least 1, found " + repeat);
    }
    return repeat;
  }

  /** Command line of the peer. */
  public Optional<String> command() {
    return Optional.ofNullable(peer);
  }

  /** These lines and the command line of the peer. */
  public List<String> facts(String... others) {
    List<String> facts = new ArrayList<>(List.of(others));
    facts.add("medians of %d after a warm-up, with their range".formatted(repeats()));
    command().ifPresent(command -> facts.add("peer: " + command));
    return facts;
  }
}
