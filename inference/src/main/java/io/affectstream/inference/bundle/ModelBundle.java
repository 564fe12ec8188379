package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.ManifestException;
import io.affectstream.schemas.bundle.ManifestJson;
import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A verified model bundle. Its files are held in memory, so that the verified bytes are those that
 * run. Immutable.
 */
public final class ModelBundle {

  private static final int MAX_MANIFEST_BYTES = 1 << 20;
  private static final int MAX_LISTED = 8;

  private final Manifest manifest;
  private final String identity;
  private final Map<String, byte[]> files;

  private ModelBundle(Manifest manifest, String identity, Map<String, byte[]> files) {
    this.manifest = manifest;
    this.identity = identity;
    this.files = files;
  }

  /**
   * Opens a bundle and verifies all of it: manifest, files, digests, graphs, tensors.
   *
   * @param folderOrZip folder, or zip with the manifest at its top
   * @throws BundleException listing every problem
   */
  public static ModelBundle open(Path folderOrZip) throws BundleException {
    Path path = folderOrZip.toAbsolutePath().normalize();
    return open(path.toString(), path);
  }

  /** Opens a bundle with the name {@code origin} in messages. */
  static ModelBundle open(String origin, Path path) throws BundleException {
    return open(
        origin, () -> Files.isDirectory(path) ? new FolderContent(path) : new ZipContent(path));
  }

  /**
   * Opens a bundle shipped on the class path below {@code bundles/NAME/}, and verifies it like any
   * other.
   *
   * @param name its name: lower-case letters, digits, '.', '_' and '-'
   * @throws BundleException listing every problem
   */
  public static ModelBundle named(String name) throws BundleException {
    String origin = "'%s' (shipped)".formatted(name);
    if (!name.matches("[a-z0-9][a-z0-9._-]*")) {
      Problems problems = new Problems();
      problems.file("name", "lower-case letters, digits, '.', '_', '-'", name, "correct the name");
      throw problems.toException(origin);
    }
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    ClassLoader loader = context == null ? ModelBundle.class.getClassLoader() : context;
    return open(origin, () -> new ShippedContent(loader, name));
  }

  /** The manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** Identity written to every result: id, '@', first 8 digits of the manifest's SHA-256. */
  public String identity() {
    return identity;
  }

  /**
   * This bundle, if it is the expected one.
   *
   * @param expected identity
   * @param origin its location, for the message
   * @throws BundleException if it is another bundle
   */
  public ModelBundle requireIdentity(String expected, String origin) throws BundleException {
    Problems problems = new Problems();
    problems.require(
        identity.equals(expected),
        "identity",
        expected + ", with which the job was planned",
        identity,
        "put the same bundle there on every machine, or submit the job again");
    problems.throwIfAny(origin);
    return this;
  }

  /**
   * Bytes of a file, as verified; not to be modified.
   *
   * @throws IllegalArgumentException if the manifest does not list it
   */
  public byte[] file(String name) {
    byte[] bytes = files.get(name);
    if (bytes == null) {
      throw new IllegalArgumentException(
          "bundle %s: expected one of %s, found '%s'".formatted(identity, files.keySet(), name));
    }
    return bytes;
  }

  private interface Opener {
    BundleContent open() throws IOException;
  }

  private static ModelBundle open(String origin, Opener opener) throws BundleException {
    Problems problems = new Problems();
    try (BundleContent content = opener.open()) {
      return read(origin, content, problems);
    } catch (NoSuchFileException e) {
      problems.file(origin, "a folder or zip with " + Manifest.FILE_NAME, null, "check the path");
      throw problems.toException(origin);
    } catch (IOException e) {
      problems.file(
          origin,
          "a readable folder or zip with " + Manifest.FILE_NAME,
          "an error: " + e,
          "check the path and its permissions");
      throw problems.toException(origin);
    }
  }

  private static ModelBundle read(String origin, BundleContent content, Problems problems)
      throws IOException, BundleException {
    byte[] text = manifestBytes(content, problems);
    problems.throwIfAny(origin);
    Map<String, String> unknown = new HashMap<>();
    Manifest manifest = parse(origin, text, unknown, problems);
    ManifestCheck.run(manifest, unknown, problems);
    Map<String, byte[]> files = FileCheck.run(manifest, content, problems);
    GraphCheck.run(manifest, files, problems);
    problems.throwIfAny(origin);
    String identity = manifest.id() + "@" + Sha256.of(text).substring(0, 8);
    return new ModelBundle(manifest, identity, files);
  }

  /** The first names only, because the user may have passed an arbitrary folder. */
  private static String listed(Set<String> names) {
    List<String> first = names.stream().sorted().limit(MAX_LISTED).toList();
    return names.isEmpty()
        ? "no files"
        : "%d file(s): %s%s"
            .formatted(
                names.size(), String.join(", ", first), names.size() > first.size() ? ", ..." : "");
  }

  private static byte[] manifestBytes(BundleContent content, Problems problems) throws IOException {
    try (InputStream in = content.open(Manifest.FILE_NAME).orElse(null)) {
      if (in == null) {
        problems.file(
            Manifest.FILE_NAME,
            "the manifest at the top of the bundle",
            content.names().map(ModelBundle::listed).orElse(null),
            "pass the folder that holds it, or a zip of that folder's content");
        return new byte[0];
      }
      byte[] text = in.readNBytes(MAX_MANIFEST_BYTES + 1);
      if (text.length > MAX_MANIFEST_BYTES) {
        problems.file(Manifest.FILE_NAME, "at most 1 MiB", "more", "pass a model bundle");
      }
      return text;
    }
  }

  private static Manifest parse(
      String origin, byte[] text, Map<String, String> unknown, Problems problems)
      throws BundleException {
    try {
      return ManifestJson.read(
          new String(text, StandardCharsets.UTF_8), Manifest.FILE_NAME, unknown);
    } catch (ManifestException e) {
      problems.file(
          Manifest.FILE_NAME,
          "a manifest of format " + Manifest.FORMAT,
          "an error: " + e.getMessage(),
          "correct it");
      throw problems.toException(origin);
    }
  }
}
