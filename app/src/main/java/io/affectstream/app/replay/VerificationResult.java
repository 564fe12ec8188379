package io.affectstream.app.replay;

import java.util.List;
import java.util.Optional;

/**
 * Result of the comparison of two runs.
 *
 * @param streams streams compared
 * @param rows rows compared, including differing ones
 * @param events events compared
 * @param alerts alerts compared
 * @param differing streams that differ
 * @param first the first difference, in order of stream, kind and record
 * @param notes streams that were compared only in part, and why; one line each
 */
public record VerificationResult(
    int streams,
    long rows,
    long events,
    long alerts,
    int differing,
    Optional<Difference> first,
    List<String> notes) {

  /** The result of a comparison without alerts. */
  public VerificationResult(
      int streams,
      long rows,
      long events,
      int differing,
      Optional<Difference> first,
      List<String> notes) {
    this(streams, rows, events, 0, differing, first, notes);
  }

  /** Whether nothing differs. */
  public boolean isEqual() {
    return first.isEmpty();
  }

  /** One line. */
  public String summary() {
    String compared =
        "%d stream%s, %d rows, %d events%s"
            .formatted(
                streams,
                streams == 1 ? "" : "s",
                rows,
                events,
                alerts == 0 ? "" : ", %d alerts".formatted(alerts));
    return isEqual() ? "equal: " + compared : "different: %d of %s".formatted(differing, compared);
  }
}
