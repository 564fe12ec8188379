package io.affectstream.app.cluster;

import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * A folder on a file system so small that it can be filled: a new tmpfs if this process may mount
 * one, else the shared memory of a container. If neither is available, the test fails in CI and is
 * skipped elsewhere, with the reason.
 */
final class SmallDisk implements AutoCloseable {

  private static final int MEGABYTES = 64;
  private static final long MAX = 256L << 20;

  private final Path folder;
  private final boolean mounted;

  private SmallDisk(Path folder, boolean mounted) {
    this.folder = folder;
    this.mounted = mounted;
  }

  /**
   * Creates one.
   *
   * @param at mount point, if mounting is allowed
   */
  static SmallDisk make(Path at) throws IOException, InterruptedException {
    Files.createDirectories(at);
    if (run("mount", "-t", "tmpfs", "-o", "size=" + MEGABYTES + "m", "tmpfs", at.toString()) == 0) {
      SmallDisk disk = new SmallDisk(at, true);
      Runtime.getRuntime().addShutdownHook(new Thread(disk::unmount));
      return disk;
    }
    Path shared = Path.of("/dev/shm");
    if (Files.isWritable(shared)) {
      FileStore store = Files.getFileStore(shared);
      if (store.getTotalSpace() <= MAX) {
        return new SmallDisk(Files.createTempDirectory(shared, "affect"), false);
      }
    }
    String message = "needs the right to mount a tmpfs, or a /dev/shm of at most 256 MB";
    if ("true".equals(System.getenv("CI"))) {
      throw new AssertionError(message);
    }
    Assumptions.abort(message);
    throw new AssertionError(message);
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
  }

  /** The folder. */
  Path folder() {
    return folder;
  }

  /** Fills the remaining space completely. */
  void fill() throws IOException {
    byte[] block = new byte[1 << 12];
    try (OutputStream out = Files.newOutputStream(filler())) {
      while (Files.getFileStore(folder).getUsableSpace() > 0) {
        out.write(block);
      }
    } catch (IOException e) {
      if (Files.getFileStore(folder).getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Frees the space. */
  void free() throws IOException {
    Files.deleteIfExists(filler());
  }

  private Path filler() {
    return folder.resolve("filler");
  }

  private void unmount() {
    try {
      if (run("mountpoint", "-q", folder.toString()) == 0) {
        run("umount", "-l", folder.toString());
      }
    } catch (IOException | InterruptedException e) {
      System.err.println("not unmounted: " + folder + ": " + e);
    }
  }

  @Override
  public void close() throws IOException {
    free();
    if (mounted) {
      unmount();
    } else {
      FolderTree.delete(folder);
    }
  }
}
