package io.affectstream.app.replay;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The records of one side in a scratch folder, one file per stream and kind, one flat JSON object
 * per line: memory grows with the number of streams, not with their length. Write first, then
 * {@link #seal}, then read. Not thread-safe; {@link #close} keeps the files, which the owner of the
 * folder deletes.
 */
final class ResultSpool implements AutoCloseable {

  private final Path folder;
  private final Map<String, Stream> streams = new TreeMap<>();

  /** Files and closing reason of one stream. */
  private static final class Stream {
    private final int number;
    private final Map<ResultKind, Path> files = new EnumMap<>(ResultKind.class);
    private final Map<ResultKind, BufferedWriter> writers = new EnumMap<>(ResultKind.class);
    private Optional<String> closed = Optional.empty();

    Stream(int number) {
      this.number = number;
    }
  }

  ResultSpool(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  /** Adds the next record of its kind and stream. */
  void add(String stream, ResultKind kind, Map<String, String> fields) throws IOException {
    Stream of = streams.computeIfAbsent(stream, id -> new Stream(streams.size()));
    BufferedWriter writer = of.writers.get(kind);
    if (writer == null) {
      Path file = folder.resolve(of.number + "." + kind.word());
      writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
      of.files.put(kind, file);
      of.writers.put(kind, writer);
    }
    writer.append(FlatJson.write(fields)).append('\n');
    if ("STREAM_CLOSED".equals(fields.get("kind"))) {
      of.closed = Optional.of(fields.getOrDefault("detail", ""));
    }
  }

  /** Ends writing. */
  void seal() throws IOException {
    for (Stream stream : streams.values()) {
      for (BufferedWriter writer : stream.writers.values()) {
        writer.close();
      }
      stream.writers.clear();
    }
  }

  /** Ids of the streams that have a record, in order. */
  Set<String> streams() {
    return streams.keySet();
  }

  /** Whether any stream has a record of the kind. */
  boolean has(ResultKind kind) {
    return streams.values().stream().anyMatch(stream -> stream.files.containsKey(kind));
  }

  /** Why the stream was closed, e.g. IDLE; empty if it was not. */
  Optional<String> closed(String stream) {
    return streams.containsKey(stream) ? streams.get(stream).closed : Optional.empty();
  }

  /** The records of one kind of a stream, in their order. */
  Lines read(String stream, ResultKind kind) throws IOException {
    Path file = streams.containsKey(stream) ? streams.get(stream).files.get(kind) : null;
    return new Lines(
        file == null
            ? new BufferedReader(Reader.nullReader())
            : Files.newBufferedReader(file, StandardCharsets.UTF_8));
  }

  /** Records one after the other. */
  static final class Lines implements AutoCloseable {

    private final BufferedReader reader;

    private Lines(BufferedReader reader) {
      this.reader = reader;
    }

    /** The next record; empty at the end. */
    Map<String, String> next() throws IOException {
      String line = reader.readLine();
      return line == null ? Map.of() : FlatJson.read(line);
    }

    @Override
    public void close() throws IOException {
      reader.close();
    }
  }

  @Override
  public void close() throws IOException {
    seal();
  }
}
