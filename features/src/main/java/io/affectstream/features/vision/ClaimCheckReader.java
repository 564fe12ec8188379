package io.affectstream.features.vision;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Reads images that records refer to instead of carrying them (claim check pattern). Only regular
 * files strictly below one folder are read; a reference comes from a record and is not trusted.
 * Links are followed as long as they stay below the folder. Thread-safe.
 */
public final class ClaimCheckReader {

  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://");

  private final Path root;
  private final ImageLimits limits;

  /**
   * Reads below a folder, with the default limits.
   *
   * @throws IllegalArgumentException if the folder does not exist
   */
  public ClaimCheckReader(Path root) {
    this(root, ImageLimits.DEFAULT);
  }

  /**
   * Reads below a folder.
   *
   * @param root existing folder
   * @param limits {@code maxBytes} is applied while reading
   * @throws IllegalArgumentException if the folder does not exist
   */
  public ClaimCheckReader(Path root, ImageLimits limits) {
    this.limits = limits;
    try {
      this.root = root.toRealPath();
    } catch (IOException e) {
      throw new IllegalArgumentException(missing(root), e);
    }
    if (!Files.isDirectory(this.root)) {
      throw new IllegalArgumentException(missing(root));
    }
  }

  private static String missing(Path root) {
    return ("claim-check folder: expected an existing folder, found none at %s; create it or "
            + "correct the setting")
        .formatted(root);
  }

  /**
   * The referenced bytes.
   *
   * @param uri relative path below the folder, taken literally, or a {@code file:} URI of a path
   *     below it
   * @throws ImageException UNSAFE_REFERENCE if it points outside the folder, PICTURE_TOO_LARGE over
   *     the limit, UNDECODABLE_PICTURE if there is no such file or it cannot be read
   */
  public byte[] read(String uri) throws ImageException {
    Path path = resolve(uri);
    try {
      Path real = path.toRealPath();
      if (!below(real)) {
        throw escapes(uri);
      }
      if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)) {
        throw ImageException.unsafe(
            "reference '%s': expected a regular file below %s, found something else"
                .formatted(uri, root));
      }
      return bytes(real);
    } catch (NoSuchFileException e) {
      throw ImageException.undecodable(
          "reference '%s': expected a file below %s, found none; was it deleted before it was read?"
              .formatted(uri, root));
    } catch (IOException e) {
      throw ImageException.undecodable("reference '%s': cannot be read: %s".formatted(uri, e));
    }
  }

  private byte[] bytes(Path path) throws IOException, ImageException {
    limits.checkBytes(Files.size(path));
    try (InputStream in = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
      byte[] data = in.readNBytes(limits.maxBytes());
      if (data.length == limits.maxBytes() && in.read() >= 0) {
        limits.checkBytes(limits.maxBytes() + 1L);
      }
      return data;
    }
  }

  private Path resolve(String uri) throws ImageException {
    try {
      Path path = uri.startsWith("file:") ? Path.of(URI.create(uri)) : relative(uri);
      Path normal = path.normalize();
      if (!below(normal) && !below(real(normal))) {
        throw escapes(uri);
      }
      return path;
    } catch (InvalidPathException e) {
      throw ImageException.unsafe(
          "reference '%s': expected a path: %s".formatted(uri, e.getMessage()));
    } catch (IllegalArgumentException e) {
      throw ImageException.unsafe(
          "reference '%s': expected a relative path or a file: URI: %s"
              .formatted(uri, e.getMessage()));
    }
  }

  private Path relative(String uri) throws ImageException {
    Path path = Path.of(uri);
    if (path.isAbsolute() || SCHEME.matcher(uri).lookingAt()) {
      throw ImageException.unsafe(
          "reference '%s': expected a relative path or a file: URI, found another address"
              .formatted(uri));
    }
    return root.resolve(path);
  }

  /**
   * A {@code file:} URI may name the folder through a link; then only the real path is below it.
   */
  private static Path real(Path path) {
    Path folder = path.getParent();
    try {
      return folder == null ? path : folder.toRealPath().resolve(path.getFileName());
    } catch (IOException e) {
      return path;
    }
  }

  private boolean below(Path path) {
    return path.startsWith(root) && !path.equals(root);
  }

  private ImageException escapes(String uri) {
    return ImageException.unsafe(
        "reference '%s': expected a file below %s, found a path that leads out of it"
            .formatted(uri, root));
  }
}
