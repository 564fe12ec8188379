package io.affectstream.bench.load;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.bench.figures.Quantiles;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the topic of provisional results like any consumer and tracks the age of rows when they
 * became readable. One thread watches; all other methods are thread-safe.
 */
public final class ProvisionalWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final double MICROS_PER_MILLI = 1_000;
  private static final int MIN_MILLIS = -5_000;
  private static final int MAX_MILLIS = 60_000;

  private final OutputRecords records;
  private final WallClock clock;
  private final long from;
  private final long until;
  private final Quantiles age = new Quantiles(MIN_MILLIS, MAX_MILLIS);
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<EventKind, Long> events = new EnumMap<>(EventKind.class);
  private long rows;
  private long outOfOrder;

  private ProvisionalWatch(OutputRecords records, WallClock clock, long from, long until) {
    this.records = records;
    this.clock = clock;
    this.from = from;
    this.until = until;
  }

  /**
   * Connects to the topic.
   *
   * @param from rows with an originating time in [from, until) are measured, microseconds
   * @throws CollectException if it cannot be read
   */
  public static ProvisionalWatch open(KafkaSection kafka, WallClock clock, long from, long until)
      throws CollectException, InterruptedException {
    return new ProvisionalWatch(
        OutputRecords.open(
            kafka, List.of(kafka.topicNames().live()), OutputRecords.Reading.COMMITTED),
        clock,
        from,
        until);
  }

  /** Reads the available records, with a short wait. Called only by the watching thread. */
  public void look() throws CollectException, InterruptedException, IOException {
    int unused = records.poll(POLL, new Handler());
  }

  /** Age of rows when they became readable, milliseconds. */
  public synchronized Quantiles age() {
    return age;
  }

  /** Rows so far. */
  public synchronized long rows() {
    return rows;
  }

  /** Rows older than an earlier one of their stream. */
  public synchronized long outOfOrder() {
    return outOfOrder;
  }

  /** Episode events of a kind so far. */
  public synchronized long events(EventKind kind) {
    return events.getOrDefault(kind, 0L);
  }

  @Override
  public void close() {
    records.close();
  }

  private synchronized void row(AffectFrame frame) {
    long visible = clock.micros();
    rows++;
    long before = newest.merge(frame.getStream(), frame.getTime(), Math::max);
    outOfOrder += before > frame.getTime() ? 1 : 0;
    if (frame.getTime() >= from && frame.getTime() < until) {
      age.add((visible - frame.getTime()) / MICROS_PER_MILLI);
    }
  }

  private final class Handler implements OutputHandler {

    @Override
    public void frame(AffectFrame frame) {}

    @Override
    public void event(AffectEvent event) {}

    @Override
    public void deadLetter(DeadLetter letter) {}

    @Override
    public void liveFrame(AffectFrame frame) {
      row(frame);
    }

    @Override
    public void liveEvent(AffectEvent event) {
      synchronized (ProvisionalWatch.this) {
        events.merge(event.getKind(), 1L, Long::sum);
      }
    }
  }
}
