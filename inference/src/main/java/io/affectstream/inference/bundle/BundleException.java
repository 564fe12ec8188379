package io.affectstream.inference.bundle;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A bundle is refused; the message lists the first problems found. */
public final class BundleException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private static final int MAX_LISTED = 20;

  private final transient List<BundleProblem> problems;

  BundleException(String origin, List<BundleProblem> problems) {
    super(
        "bundle %s is refused, %d problem%s:\n%s"
            .formatted(origin, problems.size(), problems.size() == 1 ? "" : "s", listed(problems)));
    this.problems = List.copyOf(problems);
  }

  /** Only the first problems, because a wrong folder can have one per file. */
  private static String listed(List<BundleProblem> problems) {
    String first =
        problems.stream().limit(MAX_LISTED).map(p -> "  - " + p).collect(Collectors.joining("\n"));
    int more = problems.size() - MAX_LISTED;
    return more > 0 ? first + "\n  and %d more".formatted(more) : first;
  }

  /** All problems; empty after deserialisation, but still in the message. */
  public List<BundleProblem> problems() {
    return problems == null ? List.of() : problems;
  }
}
