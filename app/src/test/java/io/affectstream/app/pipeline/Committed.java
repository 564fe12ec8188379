package io.affectstream.app.pipeline;

import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Output topics of one job for a read_committed consumer. */
final class Committed implements OutputHandler, AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(100);

  private final OutputRecords records;
  private final List<AffectFrame> frames = new ArrayList<>();
  private final List<AffectEvent> events = new ArrayList<>();
  private final List<DeadLetter> letters = new ArrayList<>();

  Committed(KafkaSection config) throws Exception {
    records = OutputRecords.open(config);
  }

  @Override
  public void frame(AffectFrame frame) {
    frames.add(frame);
  }

  @Override
  public void event(AffectEvent event) {
    events.add(event);
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    letters.add(letter);
  }

  /** Reads until these streams are closed and this number of dead letters has arrived. */
  void await(RunningJob job, Collection<String> streams, int deadLetters, Duration limit)
      throws Exception {
    long end = System.nanoTime() + limit.toNanos();
    while (!closed().containsAll(streams) || letters.size() < deadLetters) {
      if (job.outcome().isDone()) {
        throw new AssertionError("the job ended early: " + job.outcome().join());
      }
      if (System.nanoTime() > end) {
        Set<String> open = new HashSet<>(streams);
        open.removeAll(closed());
        throw new AssertionError(
            "not closed: %s; dead letters: %d of %d: %s"
                .formatted(open, letters.size(), deadLetters, letters));
      }
      records.poll(WAIT, this);
    }
  }

  /** Reads the rest after the job has ended. */
  void drain() throws Exception {
    do {
      records.poll(WAIT, this);
    } while (!records.isAtEnd());
  }

  private Set<String> closed() {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.STREAM_CLOSED)
        .map(AffectEvent::getStream)
        .collect(Collectors.toSet());
  }

  List<AffectFrame> rows(String stream) {
    return frames.stream().filter(row -> row.getStream().equals(stream)).toList();
  }

  List<AffectEvent> events(String stream) {
    return events.stream().filter(event -> event.getStream().equals(stream)).toList();
  }

  List<DeadLetter> letters() {
    return letters;
  }

  @Override
  public void close() {
    records.close();
  }
}
