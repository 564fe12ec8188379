package io.affectstream.app.files;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A text file (UTF-8) that appears under its name only once it is complete; until then its name is
 * {@code NAME.part}. Closing without {@link #commit} removes it.
 */
public final class AtomicFile implements AutoCloseable {

  private final Path target;
  private final Path part;
  private final Writer writer;

  private AtomicFile(Path target, Path part, Writer writer) {
    this.target = target;
    this.part = part;
    this.writer = writer;
  }

  /** Creates the temporary file next to its target, with parent folders. */
  public static AtomicFile create(Path target) throws IOException {
    Path part = target.resolveSibling(target.getFileName() + ".part");
    Files.createDirectories(part.toAbsolutePath().getParent());
    BufferedWriter writer = Files.newBufferedWriter(part, StandardCharsets.UTF_8);
    return new AtomicFile(target, part, writer);
  }

  /** Writes the content. */
  public Writer writer() {
    return writer;
  }

  /** Publishes the file; replaces an earlier one. */
  public void commit() throws IOException {
    writer.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    writer.close();
    Files.deleteIfExists(part);
  }
}
