package io.affectstream.app.embedded;

import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder of everything a run writes besides its results: the broker's data, checkpoints and
 * temporary files. Used by one process at a time, which is named in a lock file.
 */
public final class WorkFolder implements AutoCloseable {

  private static final String LOCK = "lock";
  private static final String ORIGIN = "origin.properties";
  private static final String RUN_NAME = "run-name";

  private final Path folder;
  private final Path temporary;
  private final FileChannel channel;
  private final FileLock lock;
  private boolean remove;
  private boolean continues;

  private WorkFolder(Path folder, Path temporary, FileChannel channel, FileLock lock) {
    this.folder = folder;
    this.temporary = temporary;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Creates or reopens a work folder. Temporary files of a process that was killed are removed.
   *
   * @throws IOException if another process uses it (names its id), it contains foreign files, or it
   *     cannot be written
   */
  public static WorkFolder open(Path folder) throws IOException {
    return open(folder, "--work");
  }

  /** As {@link #open(Path)}, for a folder derived from the option {@code option}. */
  public static WorkFolder open(Path folder, String option) throws IOException {
    Path absolute = Files.createDirectories(folder).toAbsolutePath().normalize();
    Path file = absolute.resolve(LOCK);
    refuseForeign(absolute, file, option);
    FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw taken(absolute, file, option);
      }
      byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
      channel.truncate(0).write(ByteBuffer.wrap(pid));
      Path temporary = absolute.resolve("tmp");
      FolderTree.delete(temporary); // left by a process that was killed
      return new WorkFolder(absolute, Files.createDirectories(temporary), channel, lock);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw taken(absolute, file, option);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Its content is deleted without confirmation, so the folder must be one of ours. */
  private static void refuseForeign(Path folder, Path lock, String option) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      if (!Files.exists(lock) && entries.findAny().isPresent()) {
        throw new IOException(
            "work folder %s: expected an empty folder or one made by an earlier run, found other files; choose another with %s"
                .formatted(folder, option));
      }
    }
  }

  private static IOException taken(Path folder, Path file, String option) throws IOException {
    String pid = Files.readString(file, StandardCharsets.US_ASCII).strip();
    return new IOException(
        "work folder %s is in use by process %s; wait for it, stop it (kill %s), or choose another folder with %s"
            .formatted(folder, pid, pid, option));
  }

  /** The folder itself, absolute. */
  public Path path() {
    return folder;
  }

  /** Folder of the broker's data. */
  public Path kafka() {
    return folder.resolve("kafka");
  }

  /** Folder of the cluster. */
  public Path flink() {
    return folder.resolve("flink");
  }

  /** Folder for temporary files of the run, emptied at every start and end. */
  public Path temporary() {
    return temporary;
  }

  /**
   * File with the name of the run on a broker that outlives it, by which a later run finds its
   * topics. {@link #clear} keeps it, because a run from the start has to delete those topics.
   */
  public Path runName() {
    return folder.resolve(RUN_NAME);
  }

  /**
   * Prepares the folder for a run. Data of an earlier run is kept only if it had the same origin;
   * otherwise it is removed.
   *
   * @return why the earlier run is not continued, one line per difference; empty if it is, or if
   *     there is none
   */
  public List<String> begin(WorkOrigin origin) throws IOException {
    List<String> differences = differences(origin);
    continues = hasBegun() && differences.isEmpty();
    if (!continues) {
      clear();
    }
    origin.write(folder.resolve(ORIGIN));
    return differences;
  }

  private List<String> differences(WorkOrigin origin) throws IOException {
    return hasBegun()
        ? origin().map(origin::differences).orElse(List.of("it did not note what it was made of"))
        : List.of();
  }

  /** Origin of an earlier run's data; empty if none was recorded. */
  public Optional<WorkOrigin> origin() throws IOException {
    return WorkOrigin.read(folder.resolve(ORIGIN));
  }

  /** Records the origin of a run that continues there in any case. */
  public void note(WorkOrigin origin) throws IOException {
    origin.write(folder.resolve(ORIGIN));
  }

  /** Whether {@link #begin} found a run to continue. */
  public boolean continues() {
    return continues;
  }

  /** Removes data of an earlier run. */
  public void clear() throws IOException {
    Files.deleteIfExists(
        folder.resolve(ORIGIN)); // first, so that a partly removed run is never continued
    FolderTree.delete(kafka());
    FolderTree.delete(flink());
  }

  /** Makes {@link #close} remove the folder: the run is complete. */
  public void removeOnClose() {
    remove = true;
  }

  /** Removes temporary files, or the whole folder if requested, and releases the lock. */
  @Override
  public void close() throws IOException {
    if (!lock.isValid()) {
      return;
    }
    FolderTree.delete(temporary);
    if (remove || !hasBegun()) {
      clear();
      Files.deleteIfExists(runName());
      Files.deleteIfExists(folder.resolve(LOCK));
      removeIfEmpty();
    }
    lock.release();
    channel.close();
  }

  /** Whether there is data that a later run can continue. */
  private boolean hasBegun() {
    return Files.exists(kafka()) || Files.exists(flink());
  }

  private void removeIfEmpty() throws IOException {
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      return; // contains foreign files
    }
  }
}
