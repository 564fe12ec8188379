package io.affectstream.ingest;

import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaEvent;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaException.Reason;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaOptions;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.ingest.media.MediaReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Plays sources into a sink, one stream per call, on the calling thread. The records of a stream
 * depend on its plan alone: an interrupted run that is continued after its last published record
 * yields the same records as an uninterrupted run.
 */
public final class Ingest {

  private final RecordSink sink;
  private final Ticker ticker;

  public Ingest(RecordSink sink) {
    this(sink, Ticker.SYSTEM);
  }

  /**
   * @param ticker clock of the pacing
   */
  public Ingest(RecordSink sink, Ticker ticker) {
    this.sink = sink;
    this.ticker = ticker;
  }

  /**
   * Plays a stream and flushes the sink.
   *
   * @param plan what to play and how
   * @param listener notified of the progress
   * @param cancellation ends playing at the next record; so does an interrupt of this thread, which
   *     stays set
   * @throws MediaException if the source cannot be opened, cannot be continued because it is live,
   *     or differs from the source published under this id before; nothing is published in that
   *     case
   * @throws IOException if the sink fails
   */
  public IngestOutcome play(StreamPlan plan, IngestListener listener, Cancellation cancellation)
      throws MediaException, IOException {
    MediaOptions options = plan.options().media().limitedTo(sink.maxFrameBytes());
    long skip = plan.published().video().last() + 1;
    try (MediaReader reader = MediaReader.open(plan.source(), options, skip, cancellation)) {
      plan.check(reader.info());
      if (reader.info().live() && !plan.published().equals(Positions.NONE)) {
        throw new MediaException(
            Reason.NOT_RESUMABLE,
            "%s: stream '%s' was published before and a live source cannot be continued; choose another stream id"
                .formatted(plan.source().describe(), plan.stream()));
      }
      StreamIdentity identity = StreamIdentity.of(plan);
      identity.requireToContinue(plan);
      return play(plan, identity, reader, listener, cancellation);
    }
  }

  private IngestOutcome play(
      StreamPlan plan,
      StreamIdentity identity,
      MediaReader reader,
      IngestListener listener,
      Cancellation cancellation)
      throws IOException {
    boolean live = reader.info().live();
    StreamPublisher publisher = new StreamPublisher(sink, plan, reader.info());
    Pacer pacer = new Pacer(live ? Speed.MAX : plan.options().speed(), ticker, cancellation);
    publisher.describe(identity);
    boolean interrupted = pump(plan, reader, publisher, pacer, listener, cancellation);
    boolean cancelled = interrupted || cancellation.cancelled();
    interrupted |= Thread.interrupted();
    try {
      if (live || !cancelled) {
        publisher.end(reader.imageEnd(), reader.soundEnd());
      }
      sink.flush();
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    return outcome(plan, reader, publisher, cancelled);
  }

  /** Publishes until the end or the cancellation; true if a wait was interrupted. */
  private static boolean pump(
      StreamPlan plan,
      MediaReader reader,
      StreamPublisher publisher,
      Pacer pacer,
      IngestListener listener,
      Cancellation cancellation)
      throws IOException {
    long images = 0;
    long sounds = 0;
    for (Optional<MediaEvent> next = reader.next(); next.isPresent(); next = reader.next()) {
      MediaEvent event = next.get();
      try {
        if (publisher.wants(event)) {
          pacer.await(event.time());
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return true;
      }
      if (cancellation.cancelled()) {
        return false;
      }
      publisher.publish(event);
      if (event instanceof MediaEvent.Image) {
        images++;
      } else {
        sounds++;
      }
      listener.progress(
          new IngestProgress(
              plan.stream(), images, sounds, event.time(), reader.info().durationMicros()));
    }
    return false;
  }

  private static IngestOutcome outcome(
      StreamPlan plan, MediaReader reader, StreamPublisher publisher, boolean cancelled) {
    MediaInfo info = reader.info();
    MediaReport report = reader.report();
    List<String> remarks = new ArrayList<>(info.notes());
    remarks.addAll(report.remarks());
    if (plan.channel().isPresent() && info.video().isPresent()) {
      remarks.add("a channel of its sound only: no images");
    }
    if (info.video().isEmpty()) {
      remarks.add("no images: sound only");
    }
    if (info.audio().isEmpty()) {
      remarks.add("no sound: images only");
    }
    IngestSummary summary =
        new IngestSummary(
            plan.stream(),
            info,
            report,
            publisher.records(),
            Math.max(reader.imageEnd(), reader.soundEnd()),
            List.copyOf(remarks));
    if (cancelled) {
      return new IngestOutcome.Cancelled(summary, info.live());
    }
    return report
        .brokenOff()
        .<IngestOutcome>map(reason -> new IngestOutcome.BrokenOff(summary, reason))
        .orElseGet(() -> new IngestOutcome.Completed(summary));
  }
}
