package io.affectstream.app.files;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code events.jsonl} or {@code alerts.jsonl}: one event or alert per line, stream after stream in
 * a given order, within a stream in the order of the topic; so the file does not depend on the
 * interleaving of streams. Buffers the events of each stream in a scratch file.
 */
public final class EventsJsonl implements AutoCloseable {

  /** Name of the file. */
  public static final String NAME = "events.jsonl";

  /** Name of the file of alerts. */
  public static final String ALERTS = "alerts.jsonl";

  private final Path target;
  private final Map<String, Path> spools = new LinkedHashMap<>();
  private final Map<String, Writer> writers = new LinkedHashMap<>();

  /**
   * Starts {@code FOLDER/events.jsonl}.
   *
   * @param streams stream ids in the order of the file
   */
  public static EventsJsonl create(Path folder, Path scratch, Iterable<String> streams)
      throws IOException {
    return at(folder.resolve(NAME), scratch, streams);
  }

  /** Starts {@code FOLDER/alerts.jsonl}; as {@link #create}. */
  public static EventsJsonl alerts(Path folder, Path scratch, Iterable<String> streams)
      throws IOException {
    return at(folder.resolve(ALERTS), scratch, streams);
  }

  private static EventsJsonl at(Path target, Path scratch, Iterable<String> streams)
      throws IOException {
    EventsJsonl events = new EventsJsonl(target);
    for (String stream : streams) {
      Path spool = Files.createTempFile(Files.createDirectories(scratch), "events", ".jsonl");
      events.spools.put(stream, spool);
      events.writers.put(stream, Files.newBufferedWriter(spool, StandardCharsets.UTF_8));
    }
    return events;
  }

  private EventsJsonl(Path target) {
    this.target = target;
  }

  /** Adds an event of one of the streams. */
  public void add(AffectEvent event) throws IOException {
    writers.get(event.getStream()).append(RecordJson.of(event)).append('\n');
  }

  /** Adds an alert of one of the streams. */
  public void add(AffectAlert alert) throws IOException {
    writers.get(alert.getStream()).append(RecordJson.of(alert)).append('\n');
  }

  /** Completes the file. */
  public void commit() throws IOException {
    try (AtomicFile file = AtomicFile.create(target)) {
      for (Map.Entry<String, Path> spool : spools.entrySet()) {
        writers.get(spool.getKey()).close();
        try (var reader = Files.newBufferedReader(spool.getValue(), StandardCharsets.UTF_8)) {
          reader.transferTo(file.writer());
        }
      }
      file.commit();
    }
  }

  @Override
  public void close() throws IOException {
    for (Map.Entry<String, Path> spool : spools.entrySet()) {
      writers.get(spool.getKey()).close();
      Files.deleteIfExists(spool.getValue());
    }
  }
}
