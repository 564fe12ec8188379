package io.affectstream.app.replay;

import io.affectstream.schemas.StreamEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Compares the records of two runs, stream after stream, rows before events, up to the first
 * difference of each stream.
 *
 * <p>A stream that one side has not closed is compared up to the end of that side: either the
 * earlier run was read while it was running (its records must be a prefix of the replay's), or it
 * ended the stream because of silence, which depends on wall-clock time and is not in the archive
 * (the replay's records must be a prefix of the earlier run's).
 */
final class Verification {

  private final ResultSpool expected;
  private final ResultSpool found;
  private final Tolerance tolerance;
  private final List<String> notes = new ArrayList<>();
  private final Map<ResultKind, long[]> compared =
      Map.of(
          ResultKind.FRAME,
          new long[1],
          ResultKind.EVENT,
          new long[1],
          ResultKind.ALERT,
          new long[1]);

  private Verification(ResultSpool expected, ResultSpool found, Tolerance tolerance) {
    this.expected = expected;
    this.found = found;
    this.tolerance = tolerance;
  }

  /**
   * Compares two sealed spools.
   *
   * @param only streams to compare; empty = all streams of either side
   */
  static VerificationResult of(
      ResultSpool expected, ResultSpool found, Set<String> only, Tolerance tolerance)
      throws IOException {
    return of(expected, found, only, tolerance, EnumSet.allOf(ResultKind.class));
  }

  /** Compares records of these kinds. */
  static VerificationResult of(
      ResultSpool expected,
      ResultSpool found,
      Set<String> only,
      Tolerance tolerance,
      Set<ResultKind> kinds)
      throws IOException {
    return new Verification(expected, found, tolerance).compare(only, kinds);
  }

  private VerificationResult compare(Set<String> only, Set<ResultKind> wanted) throws IOException {
    Set<String> streams = new TreeSet<>(only);
    if (only.isEmpty()) {
      streams.addAll(expected.streams());
      streams.addAll(found.streams());
    }
    List<ResultKind> kinds = new ArrayList<>();
    for (ResultKind kind : wanted) {
      if (expected.has(kind)) {
        kinds.add(kind);
      } else if (found.has(kind)) {
        notes.add("the earlier run has no %ss; they were not compared".formatted(kind.word()));
      }
    }
    Optional<Difference> first = Optional.empty();
    int differing = 0;
    for (String stream : streams) {
      Optional<Difference> difference = compare(stream, kinds);
      differing += difference.isPresent() ? 1 : 0;
      first = first.or(() -> difference);
    }
    return new VerificationResult(
        streams.size(),
        compared.get(ResultKind.FRAME)[0],
        compared.get(ResultKind.EVENT)[0],
        compared.get(ResultKind.ALERT)[0],
        differing,
        first,
        List.copyOf(notes));
  }

  private Optional<Difference> compare(String stream, List<ResultKind> kinds) throws IOException {
    for (ResultKind kind : kinds) {
      Optional<Difference> difference = compare(stream, kind);
      if (difference.isPresent()) {
        return difference;
      }
    }
    return Optional.empty();
  }

  private Optional<Difference> compare(String stream, ResultKind kind) throws IOException {
    try (ResultSpool.Lines before = expected.read(stream, kind);
        ResultSpool.Lines now = found.read(stream, kind)) {
      for (long index = 0; ; index++) {
        Map<String, String> wanted = before.next();
        Map<String, String> got = now.next();
        if (wanted.isEmpty() && got.isEmpty()) {
          return Optional.empty();
        }
        if (wanted.isEmpty() && isOpen(expected, stream)) {
          notes.add(
              "%s: the earlier run had not closed it; %s".formatted(stream, only(index, kind)));
          return Optional.empty();
        }
        if (got.isEmpty() && isOpen(found, stream) && isIdle(stream)) {
          notes.add(
              "%s: the earlier run closed it as IDLE, the archive has no end of it; %s"
                  .formatted(stream, only(index, kind)));
          return Optional.empty();
        }
        compared.get(kind)[0]++;
        List<String> fields = Difference.between(wanted, got, tolerance);
        if (!fields.isEmpty()) {
          boolean both = !wanted.isEmpty() && !got.isEmpty();
          return Optional.of(
              new Difference(stream, kind, index, wanted, got, both ? fields : List.of()));
        }
      }
    }
  }

  private static String only(long count, ResultKind kind) {
    return "only its first %d %ss were compared".formatted(count, kind.word());
  }

  /** It has records and events, but none of them closes the stream. */
  private static boolean isOpen(ResultSpool side, String stream) {
    return side.streams().contains(stream)
        && side.has(ResultKind.EVENT)
        && side.closed(stream).isEmpty();
  }

  private boolean isIdle(String stream) {
    return expected.closed(stream).filter(StreamEnd.IDLE.name()::equals).isPresent();
  }
}
