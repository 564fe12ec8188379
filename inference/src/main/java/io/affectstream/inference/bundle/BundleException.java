package io.affectstream.inference.bundle;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** A bundle is refused; the message lists every problem found. */
public final class BundleException extends Exception {

  @Serial private static final long serialVersionUID = 1L;

  private final transient List<BundleProblem> problems;

  BundleException(String origin, List<BundleProblem> problems) {
    super(
        "bundle %s is refused, %d problem%s:\n%s"
            .formatted(
                origin,
                problems.size(),
                problems.size() == 1 ? "" : "s",
                problems.stream().map(p -> "  - " + p).collect(Collectors.joining("\n"))));
    this.problems = List.copyOf(problems);
  }

  /** Every problem; empty on a copy that was serialised, whose message still has them. */
  public List<BundleProblem> problems() {
    return problems == null ? List.of() : problems;
  }
}
