package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.FileEntry;
import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads the files of a bundle and compares them with the manifest's list. */
final class FileCheck {

  /** Path segments of letters, digits, '.', '_' and '-', except '.' and '..'. */
  private static final Pattern INSIDE =
      Pattern.compile("(?!\\.{1,2}(/|$))[\\w.-]+(/(?!\\.{1,2}(/|$))[\\w.-]+)*");

  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
  private static final long MAX_BYTES = Integer.MAX_VALUE - 8;
  private static final String REMEDY =
      "copy the bundle again, or assemble it again if the change is meant";

  private final BundleContent content;
  private final Problems problems;
  private final Map<String, byte[]> intact = new HashMap<>();

  private FileCheck(BundleContent content, Problems problems) {
    this.content = content;
    this.problems = problems;
  }

  /** The files that match the list; reports the others. */
  static Map<String, byte[]> run(Manifest manifest, BundleContent content, Problems problems)
      throws IOException {
    FileCheck check = new FileCheck(content, problems);
    Map<String, FileEntry> listed = manifest.files() == null ? Map.of() : manifest.files();
    problems.require(
        !listed.isEmpty(), "files", "every file of the bundle", null, "list them with digests");
    listed.forEach(check::file);
    check.unlisted(listed.keySet());
    return Map.copyOf(check.intact);
  }

  private void file(String name, FileEntry entry) {
    boolean inside = requireInside(name, problems);
    boolean complete =
        problems.require(
            complete(entry),
            "files.'%s'".formatted(name),
            "sha256 of 64 lower-case digits, bytes, licence and source",
            entry,
            "complete the entry");
    if (inside && complete) {
      read(name, entry);
    }
  }

  static boolean requireInside(String name, Problems problems) {
    return problems.require(
        INSIDE.matcher(name).matches() && !name.equals(Manifest.FILE_NAME),
        "files",
        "paths within the bundle, of letters, digits, '.', '_', '-' and '/'",
        name,
        "move the file into the bundle and name it so");
  }

  private static boolean complete(FileEntry entry) {
    return entry != null
        && entry.sha256() != null
        && DIGEST.matcher(entry.sha256()).matches()
        && entry.bytes() > 0
        && entry.bytes() < MAX_BYTES
        && entry.licence() != null
        && entry.source() != null;
  }

  private void read(String name, FileEntry entry) {
    try (InputStream in = content.open(name).orElse(null)) {
      if (in == null) {
        problems.file(name, "this file", null, REMEDY);
        return;
      }
      byte[] bytes = in.readNBytes((int) entry.bytes() + 1);
      String digest = Sha256.of(bytes);
      if (bytes.length != entry.bytes()) {
        String found = bytes.length > entry.bytes() ? "more than that" : bytes.length + " bytes";
        problems.file(name, entry.bytes() + " bytes", found, REMEDY);
      } else if (!digest.equals(entry.sha256())) {
        problems.file(name, "sha256 " + entry.sha256(), digest, REMEDY);
      } else {
        intact.put(name, bytes);
      }
    } catch (IOException e) {
      problems.file(name, "a readable file", e.getMessage(), REMEDY);
    }
  }

  private void unlisted(Set<String> listed) throws IOException {
    Set<String> names = new TreeSet<>(content.names().orElse(Set.of()));
    names.remove(Manifest.FILE_NAME);
    names.removeAll(listed);
    for (String name : names) {
      problems.file(
          name, "only files the manifest lists", "an unlisted file", "remove it or list it");
    }
  }
}
