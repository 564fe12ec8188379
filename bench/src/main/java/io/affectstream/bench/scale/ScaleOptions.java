package io.affectstream.bench.scale;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Numbers of streams and cores. */
public final class ScaleOptions {

  @Option(
      names = "--streams",
      split = ",",
      paramLabel = "N,..",
      description = "Numbers of streams. Default: 1,4,16,64.")
  private List<Integer> streams = List.of(1, 4, 16, 64);

  @Option(
      names = "--cores",
      split = ",",
      paramLabel = "N,..",
      description = "Numbers of cores, e.g. 1,2, each in a process of its own. Default: this one.")
  private List<Integer> cores = List.of();

  @Option(
      names = "--frames",
      paramLabel = "N",
      defaultValue = "3200",
      description = {
        "Frames of all streams: every stream plays the first 250 of a medium, once or more often."
            + " Default: ${DEFAULT-VALUE}."
      })
  private int frames;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Measured repeats after a warm-up. Default: ${DEFAULT-VALUE}.")
  private int repeats;

  /** Refuses invalid numbers. */
  public void check(CommandLine line) {
    for (int number : streams) {
      require(line, "--streams", number);
    }
    for (int number : cores) {
      require(line, "--cores", number);
    }
    require(line, "--frames", frames);
    require(line, "--rounds", repeats);
    int there = Runtime.getRuntime().availableProcessors();
    if (cores.stream().anyMatch(number -> number > there)) {
      throw new ParameterException(
          line, "--cores: expected at most %d, found %s".formatted(there, cores));
    }
  }

  private static void require(CommandLine line, String option, int number) {
    if (number < 1) {
      throw new ParameterException(line, option + ": expected at least 1, found " + number);
    }
  }

  /** Numbers of streams. */
  public List<Integer> streams() {
    return streams;
  }

  /** Numbers of cores; empty = those of this process, measured in it. */
  public List<Integer> cores() {
    return cores;
  }

  /** Sets other numbers of cores. */
  public void allCores(List<Integer> numbers) {
    cores = List.copyOf(numbers);
  }

  /** Frames of all streams. */
  public int frames() {
    return frames;
  }

  /** Repeats. */
  public int repeats() {
    return repeats;
  }
}
