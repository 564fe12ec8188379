package io.affectstream.inference.words;

import io.affectstream.inference.onnx.Batcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Vectors of a batcher, of which the last used are kept. Thread-safe.
 *
 * @param <K> what is asked; equal requests have equal vectors
 */
final class VectorCache<K> {

  private final Batcher<K, float[]> batcher;
  private final Map<K, CompletableFuture<float[]>> kept;

  /**
   * @param size vectors kept, the least recently used dropped first
   */
  VectorCache(Batcher<K, float[]> batcher, int size) {
    this.batcher = batcher;
    this.kept =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<K, CompletableFuture<float[]>> eldest) {
            return size() > size;
          }
        };
  }

  CompletableFuture<float[]> get(K key) {
    synchronized (kept) {
      CompletableFuture<float[]> known = kept.get(key);
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
    }
    // Outside of the lock, as it may wait for room; two callers may then ask for the same vector.
    CompletableFuture<float[]> vector = batcher.submit(key);
    synchronized (kept) {
      kept.put(key, vector);
    }
    return vector;
  }

  /** All vectors once they are there. */
  static CompletableFuture<float[][]> all(List<CompletableFuture<float[]>> vectors) {
    return CompletableFuture.allOf(vectors.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> vectors.stream().map(CompletableFuture::join).toArray(float[][]::new));
  }
}
