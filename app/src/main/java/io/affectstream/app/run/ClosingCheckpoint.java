package io.affectstream.app.run;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.collect.OutputRecords.Reading;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.config.KafkaSection.Delivery;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Avoids the wait for the last checkpoint of a run. With exactly-once delivery rows become visible
 * with a checkpoint; once the job has closed every stream, only the checkpoint is missing and is
 * triggered immediately. Closed streams are detected in the events as they are written, committed
 * or not: if those are aborted because the job failed, the job's next regular checkpoint commits
 * the results later.
 */
final class ClosingCheckpoint implements AutoCloseable {

  private final RunningJob job;
  private final Set<String> open;
  private Optional<OutputRecords> written;

  private ClosingCheckpoint(
      RunningJob job, Collection<String> streams, Optional<OutputRecords> written) {
    this.job = job;
    this.open = new HashSet<>(streams);
    this.written = written;
  }

  /**
   * Watches the streams of a job; does nothing if rows are visible without a checkpoint.
   *
   * @throws CollectException if no broker responds or the topic of events is missing
   */
  static ClosingCheckpoint open(KafkaSection kafka, RunningJob job, Collection<String> streams)
      throws CollectException, InterruptedException {
    return new ClosingCheckpoint(
        job,
        streams,
        kafka.delivery() == Delivery.EXACTLY_ONCE
            ? Optional.of(
                OutputRecords.open(kafka, List.of(kafka.topicNames().events()), Reading.WRITTEN))
            : Optional.empty());
  }

  /** Polls new events without waiting; returns their number. */
  int look() throws CollectException, IOException, InterruptedException {
    if (written.isEmpty()) {
      return 0;
    }
    int events = written.get().poll(Duration.ZERO, new Closings());
    if (open.isEmpty()) {
      job.beginCheckpoint();
      close();
    }
    return events;
  }

  @Override
  public void close() {
    written.ifPresent(OutputRecords::close);
    written = Optional.empty();
  }

  private final class Closings implements OutputHandler {

    @Override
    public void event(AffectEvent event) {
      if (event.getKind() == EventKind.STREAM_CLOSED) {
        open.remove(event.getStream());
      }
    }

    @Override
    public void frame(AffectFrame frame) {}

    @Override
    public void deadLetter(DeadLetter letter) {}
  }
}
