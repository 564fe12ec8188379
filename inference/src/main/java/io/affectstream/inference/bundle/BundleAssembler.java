package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.FileEntry;
import io.affectstream.schemas.bundle.ManifestJson;
import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Writes bundles: completes a manifest's file entries, verifies the result, and then publishes it.
 */
public final class BundleAssembler {

  /** Source of a file's content. */
  private interface Source {

    /** Its name in messages. */
    String name();

    byte[] read() throws IOException;
  }

  private record OnDisk(Path path) implements Source {

    @Override
    public String name() {
      return path.toString();
    }

    @Override
    public byte[] read() throws IOException {
      return Files.readAllBytes(path);
    }
  }

  private record InMemory(String name, byte[] content) implements Source {

    @Override
    public byte[] read() {
      return content;
    }
  }

  private BundleAssembler() {}

  /**
   * Writes a bundle of files on disk. The folder appears complete and verified, or not at all.
   *
   * @param draft manifest whose file entries may lack digest and length; if a digest is set, the
   *     file must match it
   * @param files source of every file the draft lists, by its name in the bundle
   * @param folder folder to create
   * @return the bundle as read back
   * @throws BundleException listing every problem of the result
   * @throws FileAlreadyExistsException if the folder exists
   * @throws IOException if a file cannot be read or written
   */
  public static ModelBundle assemble(Manifest draft, Map<String, Path> files, Path folder)
      throws IOException, BundleException {
    Map<String, Source> sources = new TreeMap<>();
    files.forEach((name, path) -> sources.put(name, new OnDisk(path)));
    return write(draft, sources, folder);
  }

  /**
   * The same from content in memory.
   *
   * @param contents every file the draft lists, by its name in the bundle
   */
  public static ModelBundle assembleContents(
      Manifest draft, Map<String, byte[]> contents, Path folder)
      throws IOException, BundleException {
    Map<String, Source> sources = new TreeMap<>();
    contents.forEach((name, content) -> sources.put(name, new InMemory(name, content)));
    return write(draft, sources, folder);
  }

  private static ModelBundle write(Manifest draft, Map<String, Source> files, Path folder)
      throws IOException, BundleException {
    Path target = folder.toAbsolutePath().normalize();
    if (Files.exists(target)) {
      throw new FileAlreadyExistsException(
          target.toString(), null, "expected no such folder; remove it or choose another name");
    }
    requireSameNames(draft, files, target);
    Files.createDirectories(target.getParent());
    Path work = target.resolveSibling("." + target.getFileName() + "-" + UUID.randomUUID());
    try {
      Files.createDirectory(work);
      Manifest manifest = withFiles(draft, copy(draft, files, work, target));
      Files.writeString(work.resolve(Manifest.FILE_NAME), ManifestJson.write(manifest));
      ModelBundle bundle = ModelBundle.open(target.toString(), work);
      Files.move(work, target, StandardCopyOption.ATOMIC_MOVE);
      return bundle;
    } finally {
      delete(work);
    }
  }

  private static void requireSameNames(Manifest draft, Map<String, Source> files, Path target)
      throws BundleException {
    Problems problems = new Problems();
    Set<String> listed = draft.files() == null ? Set.of() : draft.files().keySet();
    problems.require(
        listed.equals(files.keySet()),
        "files",
        "the files given, " + new TreeSet<>(files.keySet()),
        new TreeSet<>(listed),
        "give a source for each file listed");
    listed.forEach(name -> FileCheck.requireInside(name, problems));
    problems.throwIfAny(target.toString());
  }

  private static Map<String, FileEntry> copy(
      Manifest draft, Map<String, Source> files, Path work, Path target)
      throws IOException, BundleException {
    Problems problems = new Problems();
    Map<String, FileEntry> entries = new LinkedHashMap<>();
    for (Map.Entry<String, Source> file : files.entrySet()) {
      byte[] bytes = file.getValue().read();
      String digest = Sha256.of(bytes);
      FileEntry given = draft.files().get(file.getKey());
      if (given.sha256() != null && !given.sha256().equals(digest)) {
        problems.file(
            file.getValue().name(), "sha256 " + given.sha256(), digest, "get the file named");
      }
      Path copy = work.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.write(copy, bytes);
      entries.put(
          file.getKey(), new FileEntry(digest, bytes.length, given.licence(), given.source()));
    }
    problems.throwIfAny(target.toString());
    return entries;
  }

  private static Manifest withFiles(Manifest draft, Map<String, FileEntry> files) {
    return new Manifest(
        draft.format(),
        draft.id(),
        draft.description(),
        draft.licence(),
        files,
        draft.grid(),
        draft.detector(),
        draft.face(),
        draft.audio(),
        draft.words(),
        draft.fusion(),
        draft.heads(),
        draft.provenance());
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
