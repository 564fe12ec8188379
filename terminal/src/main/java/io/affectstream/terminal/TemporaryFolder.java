package io.affectstream.terminal;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * The temporary folder of this process, below one folder for all processes and named by the process
 * id. Libraries unpack native code into it; it is removed at the end, and folders of killed
 * processes are removed by the next process.
 *
 * <p>The launcher sets its location ({@code java.io.tmpdir}, {@code affect.tmp}): the JDK reads
 * that property before {@code main}. Started without the launcher, there is none.
 */
public final class TemporaryFolder implements AutoCloseable {

  private final Optional<Path> folder;
  private final PrintStream err;

  private TemporaryFolder(Optional<Path> folder, PrintStream err) {
    this.folder = folder;
    this.err = err;
  }

  /**
   * Opens the folder of this process, set by the launcher, and removes those of ended processes.
   */
  public static TemporaryFolder open(Properties properties, PrintStream err) {
    if (!Boolean.parseBoolean(properties.getProperty("affect.tmp"))) {
      return new TemporaryFolder(Optional.empty(), err);
    }
    Path folder = Path.of(properties.getProperty("java.io.tmpdir"));
    TemporaryFolder opened = new TemporaryFolder(Optional.of(folder), err);
    try {
      Files.createDirectories(folder);
      removeLeft(folder.getParent());
    } catch (IOException e) {
      err.println("warning: temporary folder " + folder + ": " + e);
    }
    return opened;
  }

  /** Removes the folders of ended processes. */
  private static void removeLeft(Path parent) throws IOException {
    List<Path> left;
    try (Stream<Path> folders = Files.list(parent)) {
      left = folders.filter(TemporaryFolder::isLeft).toList();
    }
    for (Path folder : left) {
      FolderTree.delete(folder);
    }
  }

  private static boolean isLeft(Path folder) {
    String pid = folder.getFileName().toString();
    return pid.matches("\\d{1,18}") && ProcessHandle.of(Long.parseLong(pid)).isEmpty();
  }

  @Override
  public void close() {
    try {
      if (folder.isPresent()) {
        FolderTree.delete(folder.get());
      }
    } catch (IOException e) {
      err.println("warning: temporary folder " + folder.get() + " not removed: " + e);
    }
  }
}
