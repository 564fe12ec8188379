package io.affectstream.training.cache;

import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Caches features on disk under the SHA-256 of the front end's identity and the input bytes. A
 * renamed input is found; an altered input, or another front end, is not. A truncated or altered
 * entry is computed again and replaced.
 *
 * <p>Several threads and processes may share a folder: an entry computed twice is written twice,
 * each time atomically. A kill may leave a {@code .part} file, which is ignored. Entries are never
 * deleted; remove the folder to start from scratch.
 */
public final class FeatureCache {

  private static final int FOLDER_DIGITS = 2;

  private final Path folder;
  private final byte[] frontEnd;

  /**
   * A cache.
   *
   * @param folder created with the first entry
   * @param frontEnd identity of the code that computes the features and of its inputs other than
   *     the data, e.g. {@code mfcc40+f0+rms@16000} or a model's digest
   */
  public FeatureCache(Path folder, String frontEnd) {
    this.folder = folder;
    this.frontEnd = frontEnd.getBytes(StandardCharsets.UTF_8);
  }

  /** Computes the features of one input. */
  @FunctionalInterface
  public interface Computation {
    /** The features. */
    FeatureArray compute() throws IOException;
  }

  /**
   * Features of an input, computed if they are not in the cache.
   *
   * @param input all inputs of the features besides the front end
   * @throws IOException if they cannot be computed, or an entry cannot be read or written
   */
  public FeatureArray of(byte[] input, Computation computation) throws IOException {
    Path entry = entry(input);
    Optional<FeatureArray> kept = EntryFile.read(entry);
    return kept.isPresent() ? kept.get() : computed(entry, computation);
  }

  private static FeatureArray computed(Path entry, Computation computation) throws IOException {
    FeatureArray features = computation.compute();
    EntryFile.write(entry, features);
    return features;
  }

  private Path entry(byte[] input) {
    MessageDigest digest = Sha256.start();
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, frontEnd.length));
    digest.update(frontEnd);
    String key = HexFormat.of().formatHex(digest.digest(input));
    return folder.resolve(key.substring(0, FOLDER_DIGITS)).resolve(key);
  }
}
