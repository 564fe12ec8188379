package io.affectstream.training.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Keeps features on disk under the SHA-256 of the front end's identity and of the bytes they were
 * computed from. A renamed input is found again; an altered input, or another front end, is not. An
 * entry that was cut short or altered is computed again and replaced.
 *
 * <p>Several threads and processes may share a folder: an entry computed twice is written twice,
 * each time as a whole. A kill may leave a {@code .part} file, which nothing reads. Nothing is ever
 * deleted; remove the folder to start afresh.
 */
public final class FeatureCache {

  private static final int FOLDER_DIGITS = 2;

  private final Path folder;
  private final byte[] frontEnd;

  /**
   * A cache.
   *
   * @param folder made when the first entry is written
   * @param frontEnd identity of the code that computes the features and of everything it depends
   *     on, e.g. {@code mfcc40+f0+rms@16000} or a model's digest
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

  /** Computes the features of one file. */
  @FunctionalInterface
  public interface FileComputation {
    /** The features. */
    FeatureArray compute(Path file) throws IOException;
  }

  /** Told of every finished input. */
  @FunctionalInterface
  public interface Progress {
    /**
     * An input is finished.
     *
     * @param done inputs finished
     * @param computed those of them that were not in the cache
     * @param total inputs wanted
     */
    void finished(int done, int computed, int total);
  }

  /**
   * Features of an input, computed where the cache does not have them.
   *
   * @param input all that the features depend on, besides the front end
   * @throws IOException if they cannot be computed, or an entry not be read or written
   */
  public FeatureArray of(byte[] input, Computation computation) throws IOException {
    Path entry = entry(input);
    Optional<FeatureArray> kept = EntryFile.read(entry);
    return kept.isPresent() ? kept.get() : computed(entry, computation);
  }

  /**
   * Features of files, in their order.
   *
   * @param files inputs
   * @param computation runs for the files that the cache does not have
   * @param progress told after each file
   * @throws IOException if a file cannot be read, its features not be computed, or an entry not be
   *     read or written
   */
  public List<FeatureArray> ofFiles(
      List<Path> files, FileComputation computation, Progress progress) throws IOException {
    List<FeatureArray> features = new ArrayList<>(files.size());
    int computed = 0;
    for (Path file : files) {
      Path entry = entry(Files.readAllBytes(file));
      Optional<FeatureArray> kept = EntryFile.read(entry);
      if (kept.isEmpty()) {
        kept = Optional.of(computed(entry, () -> computation.compute(file)));
        computed++;
      }
      features.add(kept.get());
      progress.finished(features.size(), computed, files.size());
    }
    return features;
  }

  private static FeatureArray computed(Path entry, Computation computation) throws IOException {
    FeatureArray features = computation.compute();
    EntryFile.write(entry, features);
    return features;
  }

  private Path entry(byte[] input) {
    MessageDigest digest = sha256();
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, frontEnd.length));
    digest.update(frontEnd);
    String key = HexFormat.of().formatHex(digest.digest(input));
    return folder.resolve(key.substring(0, FOLDER_DIGITS)).resolve(key);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }
}
