package io.affectstream.bench.load;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.bench.figures.Quantiles;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the job's committed output like any consumer and tracks the ledger of frames, the age of
 * rows when they become visible, and the lag of the newest row of each stream. One thread watches;
 * all other methods are thread-safe.
 */
public final class RowWatch implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(50);
  private static final double MICROS_PER_MILLI = 1_000;
  private static final int MIN_MILLIS = -5_000;
  private static final int MAX_MILLIS = 300_000;
  private static final List<Expression> CLASSES = List.of(Expression.values());
  private static final int CHUNKS_PER_SECOND = 10;
  private static final long MICROS = 1_000_000;

  private record Seen(long time, long visible) {}

  private final OutputRecords records;
  private final WallClock clock;
  private final AlignmentConfig alignment;
  private final SmoothingConfig smoothing;
  private final FrameLedger ledger = new FrameLedger();
  private final Map<String, EarliestOutput<Seen>> earliest = new HashMap<>();
  private final Map<String, Long> newest = new HashMap<>();
  private final Map<String, Long> begins = new HashMap<>();
  private final Map<String, Boolean> closed = new HashMap<>();
  private final Map<String, Long> deadLetters = new HashMap<>();
  private final Quantiles age = new Quantiles(MIN_MILLIS, MAX_MILLIS);
  private final Quantiles added = new Quantiles(MIN_MILLIS, MAX_MILLIS);
  private final Revisions revisions = new Revisions();
  private long interval;
  private boolean sound;
  private long from = Long.MAX_VALUE;
  private long until = Long.MIN_VALUE;
  private long lastRow;

  private RowWatch(
      OutputRecords records,
      WallClock clock,
      AlignmentConfig alignment,
      SmoothingConfig smoothing) {
    this.records = records;
    this.clock = clock;
    this.alignment = alignment;
    this.smoothing = smoothing;
  }

  /**
   * Connects to the output topics.
   *
   * @throws CollectException if they cannot be read
   */
  public static RowWatch open(
      KafkaSection kafka, WallClock clock, AlignmentConfig alignment, SmoothingConfig smoothing)
      throws CollectException, InterruptedException {
    return new RowWatch(OutputRecords.open(kafka), clock, alignment, smoothing);
  }

  /** Sets modalities and start of a stream, from which the earliest time of its rows follows. */
  public synchronized void expect(String stream, long start, RecordedMedia recording) {
    begins.put(stream, start);
    newest.put(stream, start);
    interval = recording.interval();
    sound = recording.hasSound();
  }

  /** Counts the ages of rows whose originating time is in [from, until). */
  public synchronized void measure(long fromMicros, long untilMicros) {
    from = fromMicros;
    until = untilMicros;
  }

  /** Reads the available records, with a short wait. Called only by the watching thread. */
  public int look() throws CollectException, InterruptedException, IOException {
    return records.poll(POLL, new Handler());
  }

  /** Current lag of the newest visible row of the slowest stream, milliseconds. */
  public synchronized double lagMillis() {
    long now = clock.micros();
    return newest.entrySet().stream()
            .filter(stream -> !closed.containsKey(stream.getKey()))
            .mapToLong(stream -> now - stream.getValue())
            .max()
            .orElse(0)
        / MICROS_PER_MILLI;
  }

  /** Streams whose closing event has arrived. */
  public synchronized int closedStreams() {
    return closed.size();
  }

  /** Rows so far. */
  public synchronized long rows() {
    return ledger.rows();
  }

  /** Frames so far. */
  public synchronized long frames() {
    return ledger.frames();
  }

  /** Wall clock (microseconds) at which the last row became visible. */
  public synchronized long lastRow() {
    return lastRow;
  }

  /**
   * The final counts.
   *
   * @param sent frames each stream has sent, in order of streams; in a stream with sound only, the
   *     number of rows is not known in advance, and only gaps are counted
   */
  public synchronized FrameLedger account(long[] sent) {
    if (interval > 0) {
      for (int i = 0; i < sent.length; i++) {
        ledger.end(StreamLoad.name(i), sent[i]);
      }
    }
    return ledger;
  }

  /** Dead letters by reason. */
  public synchronized Map<String, Long> deadLetters() {
    return Map.copyOf(deadLetters);
  }

  /** Age of rows when they became visible, milliseconds. */
  public synchronized Quantiles age() {
    return age;
  }

  /** Part of the age beyond what the algorithm needs, milliseconds. */
  public synchronized Quantiles added() {
    return added;
  }

  /** How final rows differ from their provisional ones. */
  public synchronized Revisions revisions() {
    return revisions;
  }

  @Override
  public void close() {
    records.close();
  }

  private void row(AffectFrame frame) {
    String stream = frame.getStream();
    long visible = clock.micros();
    lastRow = visible;
    ledger.add(stream, frame.getFrame(), frame.getFace());
    newest.merge(stream, frame.getTime(), Math::max);
    if (frame.getTime() >= from && frame.getTime() < until) {
      age.add((visible - frame.getTime()) / MICROS_PER_MILLI);
    }
    int label = frame.getReason() == Reason.MEASURED ? CLASSES.indexOf(frame.getExpression()) : -1;
    earliest
        .computeIfAbsent(stream, key -> new EarliestOutput<>(alignment, smoothing))
        .push(
            frame.getTime(),
            frame.getFace(),
            label,
            new Seen(frame.getTime(), visible),
            (seen, needed) -> {
              if (seen.time() >= from && seen.time() < until) {
                added.add((seen.visible() - lastInput(stream, needed)) / MICROS_PER_MILLI);
              }
            });
  }

  /** Due time of the last record that brings a stream's sources up to {@code time}. */
  private long lastInput(String stream, long time) {
    long start = begins.getOrDefault(stream, time);
    long last = time;
    if (interval > 0) {
      last = Math.max(last, start + -Math.floorDiv(start - time, interval) * interval);
    }
    if (sound) {
      long chunk = MICROS / CHUNKS_PER_SECOND;
      last = Math.max(last, start + -Math.floorDiv(start - time, chunk) * chunk);
    }
    return last;
  }

  private final class Handler implements OutputHandler {

    @Override
    public void frame(AffectFrame frame) {
      synchronized (RowWatch.this) {
        row(frame);
      }
    }

    @Override
    public void frame(AffectFrame frame, Optional<Expression> provisional) {
      synchronized (RowWatch.this) {
        if (frame.getReason() == Reason.MEASURED) {
          revisions.add(frame.getSmoothed(), provisional);
        }
        row(frame);
      }
    }

    @Override
    public void event(AffectEvent event) {
      if (event.getKind() == EventKind.STREAM_CLOSED) {
        synchronized (RowWatch.this) {
          closed.put(event.getStream(), true);
        }
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      synchronized (RowWatch.this) {
        deadLetters.merge(String.valueOf(letter.getReason()), 1L, Long::sum);
      }
    }
  }

  /** Ids of the streams that are not over. */
  public synchronized List<String> open() {
    return newest.keySet().stream().filter(id -> !closed.containsKey(id)).sorted().toList();
  }
}
