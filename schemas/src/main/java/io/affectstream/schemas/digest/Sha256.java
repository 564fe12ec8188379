package io.affectstream.schemas.digest;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** SHA-256, as text in lower-case hexadecimal. */
public final class Sha256 {

  private Sha256() {}

  /** A new digest without content. */
  public static MessageDigest start() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /** Digest of bytes. */
  public static String of(byte[] bytes) {
    return HexFormat.of().formatHex(start().digest(bytes));
  }

  /** The first {@code length} bytes of the digest of a text in UTF-8: twice as many digits. */
  public static String of(String text, int length) {
    byte[] digest = start().digest(text.getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(digest, 0, length);
  }

  /** Digest of byte arrays one after the other, as 32 bytes. */
  public static byte[] ofAll(List<byte[]> parts) {
    MessageDigest digest = start();
    parts.forEach(digest::update);
    return digest.digest();
  }

  /** Digest of a file. */
  public static String of(Path file) throws IOException {
    MessageDigest digest = start();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Digest over names and contents of a folder's files, in the order of their names. */
  public static String ofFolder(Path folder) throws IOException {
    MessageDigest digest = start();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        digest.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8));
        digest.update(of(file).getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
