package io.affectstream.app.catalogue;

import io.affectstream.jobs.catalogue.CatalogueModel;
import io.affectstream.jobs.catalogue.ModelFolder;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.terminal.FolderTree;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.LongConsumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Fetches a model into a folder: downloads the missing part, compares size and SHA-256 with the
 * catalogue, unpacks, and then renames the result. The next call continues an interrupted download.
 */
public final class ModelFetch {

  private static final int BUFFER = 1 << 16;

  private final ModelFolder folder;

  /** Fetches into a folder, which is created if it is missing. */
  public ModelFetch(ModelFolder folder) {
    this.folder = folder;
  }

  /**
   * Fetches.
   *
   * @param progress receives the bytes downloaded
   * @return path of the model
   * @throws NoNetworkException if the origin cannot be reached
   * @throws IOException if the origin does not have the model, or has a different one
   */
  public Path fetch(CatalogueModel model, ModelOrigin origin, LongConsumer progress)
      throws IOException, InterruptedException {
    Path part = folder.part(model);
    if (folder.begun(model) > model.size()) {
      Files.delete(part);
    }
    if (folder.begun(model) < model.size()) {
      download(model, origin, part, progress);
    } else {
      progress.accept(model.size());
    }
    check(model, origin, part);
    if (model.archive()) {
      unpack(model, part);
    } else {
      Files.move(part, folder.of(model), StandardCopyOption.ATOMIC_MOVE);
    }
    return folder.of(model);
  }

  private void download(CatalogueModel model, ModelOrigin origin, Path part, LongConsumer progress)
      throws IOException, InterruptedException {
    ModelOrigin.Part rest = origin.open(folder.begun(model));
    progress.accept(rest.from());
    Files.createDirectories(folder.path());
    StandardOpenOption how =
        rest.from() > 0 ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    try (InputStream in = rest.bytes();
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
      byte[] buffer = new byte[BUFFER];
      long got = rest.from();
      for (int n = in.read(buffer); n >= 0 && got <= model.size(); n = in.read(buffer)) {
        if (Thread.interrupted()) {
          throw new InterruptedException("the download was stopped");
        }
        out.write(buffer, 0, n);
        got += n;
        progress.accept(n);
      }
    }
    if (folder.begun(model) < model.size()) {
      throw new IOException(
          "%s: interrupted after %d of %d bytes; the same command continues there"
              .formatted(origin.describe(), folder.begun(model), model.size()));
    }
  }

  private static void check(CatalogueModel model, ModelOrigin origin, Path part)
      throws IOException {
    String found = Sha256.of(part);
    if (Files.size(part) != model.size() || !found.equals(model.sha256())) {
      long size = Files.size(part);
      Files.delete(part);
      throw new IOException(
          "%s: expected %d bytes with SHA-256 %s, found %s%d bytes with %s; it was discarded"
              .formatted(
                  origin.describe(),
                  model.size(),
                  model.sha256(),
                  size > model.size() ? "more than " : "",
                  Math.min(size, model.size()),
                  found));
    }
  }

  /**
   * Unpacks next to the destination, without the top folder, so that the model appears there
   * complete.
   */
  private void unpack(CatalogueModel model, Path archive) throws IOException {
    Path scratch = folder.path().resolve("." + model.id() + ".unpacking");
    FolderTree.delete(scratch);
    Files.createDirectories(scratch);
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path target = scratch.resolve(entry.getName().replaceFirst("^[^/]*/", "")).normalize();
        if (!target.startsWith(scratch)) {
          throw new IOException(
              "%s: entry '%s' leads out of the archive".formatted(archive, entry.getName()));
        }
        if (entry.isDirectory()) {
          Files.createDirectories(target);
        } else {
          Files.createDirectories(target.getParent());
          Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    Files.move(scratch, folder.of(model), StandardCopyOption.ATOMIC_MOVE);
    Files.delete(archive);
  }
}
