package io.affectstream.app.collect;

import io.affectstream.app.files.DeadLetterCount;
import io.affectstream.app.files.EventsJsonl;
import io.affectstream.app.files.SummaryJson;
import io.affectstream.app.report.ReportIndex;
import io.affectstream.app.report.ReportPage;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Collects the results of a set of streams into {@code STREAM.frames.csv}, {@code events.jsonl} and
 * {@code summary.json}. A stream is complete when its closing event and as many rows as that event
 * announces have been read; files appear when all streams are complete, or when no further record
 * can arrive. Streams that are incomplete at that time are in {@link Results#unfinished}. Memory
 * does not grow with the length of the streams.
 *
 * <p>Not thread-safe; close it afterwards, complete or not.
 */
public final class OutputCollector implements AutoCloseable {

  private static final Duration POLL = Duration.ofMillis(200);

  /** Rows of a closed stream become visible within this time of its closing event. */
  private static final Duration SETTLED = Duration.ofSeconds(10);

  private final OutputRecords records;
  private final Path folder;
  private final CollectorListener listener;
  private final LongSupplier nanoTime;
  private final Map<String, StreamOutput> streams = new LinkedHashMap<>();
  private final DeadLetterCount deadLetters = new DeadLetterCount();
  private final Path scratch;
  private final EventsJsonl events;
  private Optional<EventsJsonl> alerts = Optional.empty();

  private OutputCollector(
      OutputRecords records,
      Path folder,
      CollectorListener listener,
      LongSupplier nanoTime,
      Path scratch,
      EventsJsonl events) {
    this.records = records;
    this.folder = folder;
    this.listener = listener;
    this.nanoTime = nanoTime;
    this.scratch = scratch;
    this.events = events;
  }

  /**
   * Prepares a collection.
   *
   * @param records the three output topics; closed with the collector
   * @param streams ids, in the order of {@code events.jsonl} and {@code summary.json}
   * @param folder folder of the files
   * @param scratch folder of temporary files for events
   * @param nanoTime monotonic clock, {@code System::nanoTime}
   */
  public static OutputCollector create(
      OutputRecords records,
      List<String> streams,
      Path folder,
      Path scratch,
      CollectorListener listener,
      LongSupplier nanoTime)
      throws IOException {
    OutputCollector collector =
        new OutputCollector(
            records,
            folder,
            listener,
            nanoTime,
            scratch,
            EventsJsonl.create(folder, scratch, streams));
    for (String stream : streams) {
      collector.streams.put(stream, StreamOutput.create(folder, stream));
    }
    return collector;
  }

  /** Also writes {@code alerts.jsonl}. */
  public void withAlerts() throws IOException {
    alerts = Optional.of(EventsJsonl.alerts(folder, scratch, streams.keySet()));
  }

  /** Sets descriptions of the streams' sources, by id, for the files for users. */
  public void sources(Map<String, String> names) {
    names.forEach((stream, name) -> streams.get(stream).summary().source(name));
  }

  /** Sets notes on streams, by id, for readers of the results. */
  public void notes(Map<String, String> notes) {
    notes.forEach((stream, note) -> streams.get(stream).summary().note(note));
  }

  /**
   * Collects until every stream is complete, or until no further record can arrive because every
   * stream is closed or the listener is {@linkplain CollectorListener#over over}, and writes the
   * files.
   *
   * @param patience maximum wait without any new record
   * @throws CollectException after that wait, naming the incomplete streams
   */
  public Results collect(Duration patience)
      throws CollectException, IOException, InterruptedException {
    long began = nanoTime.getAsLong();
    long lastRecord = began;
    Handler handler = new Handler();
    while (!isComplete()) {
      listener.look();
      if (records.poll(POLL, handler) > 0) {
        lastRecord = nanoTime.getAsLong();
      } else if (nothingMoreComes(nanoTime.getAsLong() - lastRecord) && records.isAtEnd()) {
        break;
      } else if (nanoTime.getAsLong() - lastRecord > patience.toNanos()) {
        throw new CollectException(
            "no result for %d s; not complete: %s".formatted(patience.toSeconds(), missing()));
      }
    }
    long complete = nanoTime.getAsLong();
    while (!isOver(nanoTime.getAsLong() - complete)) { // dead letters, alerts of these streams
      records.poll(POLL, handler);
    }
    return write(Duration.ofNanos(nanoTime.getAsLong() - began));
  }

  /** Alerts are committed separately from the rows that triggered them. */
  private boolean isOver(long waitedNanos) throws CollectException, InterruptedException {
    boolean settles = alerts.isPresent() && waitedNanos < SETTLED.toNanos();
    return settles ? records.isSettled() : records.isAtEnd();
  }

  private boolean nothingMoreComes(long quietNanos) {
    return listener.over()
        || (quietNanos > SETTLED.toNanos()
            && streams.values().stream().allMatch(StreamOutput::isClosed));
  }

  private boolean isComplete() {
    return streams.values().stream().allMatch(StreamOutput::isComplete);
  }

  private String missing() {
    return unfinished().entrySet().stream()
        .map(stream -> stream.getKey() + " (" + stream.getValue() + ")")
        .collect(Collectors.joining(", "));
  }

  private Map<String, String> unfinished() {
    Map<String, String> unfinished = new LinkedHashMap<>();
    streams.forEach(
        (id, stream) -> {
          if (!stream.isComplete()) {
            unfinished.put(id, stream.progress());
          }
        });
    return unfinished;
  }

  private Results write(Duration wall) throws IOException {
    Optional<Path> earlier = EarlierResults.setAside(folder, streams.keySet(), alerts.isPresent());
    Map<String, StreamSummary> summaries = new LinkedHashMap<>();
    Map<String, StreamTimeline> timelines = new LinkedHashMap<>();
    Map<String, Long> repeats = new LinkedHashMap<>();
    Map<String, String> incomplete = listener.incomplete();
    for (Map.Entry<String, StreamOutput> stream : streams.entrySet()) {
      stream.getValue().commit();
      StreamSummary summary = stream.getValue().summary();
      Optional.ofNullable(incomplete.get(stream.getKey())).ifPresent(summary::incomplete);
      summaries.put(stream.getKey(), summary);
      timelines.put(stream.getKey(), stream.getValue().timeline());
      repeats.put(stream.getKey(), stream.getValue().repeats());
    }
    events.commit();
    if (alerts.isPresent()) {
      alerts.get().commit();
    }
    SummaryJson.write(folder, summaries, repeats, deadLetters, wall);
    for (Map.Entry<String, StreamTimeline> stream : timelines.entrySet()) {
      ReportPage.write(folder, stream.getKey(), stream.getValue(), summaries.get(stream.getKey()));
    }
    if (timelines.size() > 1) {
      ReportIndex.write(folder, timelines, summaries);
    }
    return new Results(timelines, summaries, unfinished(), deadLetters, earlier);
  }

  @Override
  public void close() throws IOException {
    records.close();
    events.close();
    if (alerts.isPresent()) {
      alerts.get().close();
    }
    for (StreamOutput stream : streams.values()) {
      stream.close();
    }
  }

  /** Adds the records of the requested streams. */
  private final class Handler implements OutputHandler {

    private final Set<String> completed = new HashSet<>();

    @Override
    public void frame(AffectFrame frame) throws IOException {
      StreamOutput stream = streams.get(frame.getStream());
      if (stream != null && stream.add(frame)) {
        listener.frame(frame);
        complete(frame.getStream(), stream);
      }
    }

    @Override
    public void event(AffectEvent event) throws IOException {
      StreamOutput stream = streams.get(event.getStream());
      if (stream != null) {
        stream.add(event);
        events.add(event);
        listener.event(event);
        complete(event.getStream(), stream);
      }
    }

    @Override
    public void alert(AffectAlert alert) throws IOException {
      if (alerts.isPresent() && streams.containsKey(alert.getStream())) {
        alerts.get().add(alert);
        listener.alert(alert);
      }
    }

    private void complete(String id, StreamOutput stream) {
      if (stream.isComplete() && completed.add(id)) {
        listener.complete(id, stream.summary().rows());
      }
    }

    @Override
    public void transcript(Transcript transcript) {
      StreamOutput stream = streams.get(transcript.getStream());
      if (stream != null) {
        stream.add(transcript);
      }
    }

    @Override
    public void deadLetter(DeadLetter letter) {
      if (letter.getStream() == null || streams.containsKey(letter.getStream())) {
        deadLetters.add(letter);
        listener.deadLetter(letter);
      }
    }
  }
}
