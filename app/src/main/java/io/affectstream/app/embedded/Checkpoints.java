package io.affectstream.app.embedded;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds completed checkpoints on disk. */
public final class Checkpoints {

  private static final String METADATA = "_metadata";

  /** Folder, job, checkpoint, file. */
  private static final int DEPTH = 3;

  private Checkpoints() {}

  /**
   * The newest completed checkpoint or savepoint below a folder, of any job; skips those whose
   * metadata cannot be read.
   *
   * @param folder folder of checkpoints, may be missing
   * @return folder of the checkpoint
   */
  public static Optional<Path> latest(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return Optional.empty();
    }
    List<Candidate> candidates;
    try (Stream<Path> files = Files.walk(folder, DEPTH)) {
      candidates =
          files
              .filter(file -> file.endsWith(METADATA))
              .flatMap(file -> Candidate.of(file).stream())
              .sorted(Comparator.reverseOrder())
              .toList();
    }
    return candidates.stream()
        .filter(Candidate::isComplete)
        .map(candidate -> candidate.metadata.getParent())
        .findFirst();
  }

  private record Candidate(Path metadata, FileTime written, long number)
      implements Comparable<Candidate> {

    static Optional<Candidate> of(Path metadata) {
      try {
        String name = metadata.getParent().getFileName().toString();
        String digits = name.startsWith("chk-") ? name.substring("chk-".length()) : "";
        long number = digits.matches("\\d{1,18}") ? Long.parseLong(digits) : -1;
        return Optional.of(new Candidate(metadata, Files.getLastModifiedTime(metadata), number));
      } catch (IOException e) {
        return Optional.empty(); // deleted in the meantime: superseded
      }
    }

    boolean isComplete() {
      try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
        org.apache.flink.runtime.checkpoint.Checkpoints.loadCheckpointMetadata(
            in, Checkpoints.class.getClassLoader(), metadata.getParent().toUri().toString());
        return true;
      } catch (IOException | RuntimeException e) {
        return false;
      }
    }

    @Override
    public int compareTo(Candidate other) {
      return Comparator.comparing(Candidate::written)
          .thenComparing(Candidate::number)
          .compare(this, other);
    }
  }
}
