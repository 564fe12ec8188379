package io.affectstream.app.pipeline;

import io.affectstream.app.pipeline.RecordedStreams.Recorded;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.terminal.FolderTree;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * A savepoint of a release with what is needed to continue it: the records of the topics, and the
 * number of results before it. Stored in a folder: {@code inputs.gz}, {@code given.properties} and
 * {@code savepoint}.
 *
 * @param inputs in order of publication
 * @param cut number of those that were published before the savepoint
 * @param given number of results before the savepoint, by topic and stream
 * @param savepoint its folder
 */
record StoredState(List<Input> inputs, int cut, Map<String, Integer> given, Path savepoint) {

  private static final String CUT = "inputs";

  /** A record of a topic with the usual name. */
  record Input(String topic, String stream, byte[] value) {

    static Input of(Recorded recorded) {
      return new Input(recorded.topic().apply(Topics.DEFAULT), recorded.stream(), recorded.value());
    }
  }

  static StoredState read(Path folder) throws IOException {
    List<Input> inputs = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(
            new GZIPInputStream(Files.newInputStream(folder.resolve("inputs.gz"))))) {
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        inputs.add(new Input(in.readUTF(), in.readUTF(), in.readNBytes(in.readInt())));
      }
    }
    Properties counts = new Properties();
    try (var in = Files.newBufferedReader(folder.resolve("given.properties"))) {
      counts.load(in);
    }
    Map<String, Integer> given = new TreeMap<>();
    counts.forEach((key, count) -> given.put(key.toString(), Integer.valueOf(count.toString())));
    return new StoredState(inputs, given.remove(CUT), given, folder.resolve("savepoint"));
  }

  /** Replaces the stored state, with a copy of the savepoint. */
  void write(Path folder) throws IOException {
    FolderTree.delete(folder);
    Path copy = Files.createDirectories(folder.resolve("savepoint"));
    try (var files = Files.list(savepoint)) {
      for (Path file : files.toList()) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    try (DataOutputStream out =
        new DataOutputStream(
            new GZIPOutputStream(Files.newOutputStream(folder.resolve("inputs.gz"))))) {
      out.writeInt(inputs.size());
      for (Input input : inputs) {
        out.writeUTF(input.topic);
        out.writeUTF(input.stream);
        out.writeInt(input.value.length);
        out.write(input.value);
      }
    }
    Map<String, Integer> counts = new TreeMap<>(given);
    counts.put(CUT, cut);
    List<String> lines = new ArrayList<>();
    counts.forEach((key, count) -> lines.add(key + "=" + count));
    Files.write(folder.resolve("given.properties"), lines);
  }
}
