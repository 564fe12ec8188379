package io.affectstream.jobs.config;

import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.ExitCoded;
import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration is invalid; contains every problem, not only the first. */
public final class ConfigException extends Exception implements ExitCoded {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<ConfigProblem> problems;

  /** Creates the exception for at least one problem. */
  public ConfigException(List<ConfigProblem> problems) {
    super(
        (problems.size() == 1 ? "configuration: " : "configuration: %d problems%n")
                .formatted(problems.size())
            + problems.stream()
                .map(ConfigProblem::toString)
                .collect(Collectors.joining(System.lineSeparator())));
    this.problems = List.copyOf(problems);
  }

  /** All problems, in order of discovery. */
  public List<ConfigProblem> problems() {
    return problems;
  }

  @Override
  public int exitCode() {
    return ExitCode.USAGE;
  }
}
