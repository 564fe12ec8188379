package io.affectstream.inference.words;

import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Vectors of the MiniLM sentence encoder (all-MiniLM-L6-v2, 384 numbers), each word on its own: the
 * mean of the last hidden states over its sub-words, without the special tokens. Runs on the CPU
 * only: words are few and mostly cached, and their bits stay the same everywhere.
 */
public final class MiniLmWordEncoder implements WordEncoder {

  /** Words kept unless told otherwise. */
  public static final int DEFAULT_CACHE = 20_000;

  private static final CompletableFuture<float[]> NO_WORD =
      CompletableFuture.completedFuture(new float[SubwordModel.DIMENSIONS]);

  private final SubwordModel model;
  private final Batcher<String, float[]> batcher;
  private final Map<String, CompletableFuture<float[]>> cache;

  /**
   * Loads the model, some 90 MB.
   *
   * @param config batching, over all callers; one thread, as the model owns its tensors
   * @param cachedWords words kept, the least recently used dropped first
   * @throws io.affectstream.inference.onnx.InferenceException if model or tokenizer do not load
   */
  public MiniLmWordEncoder(BatcherConfig config, int cachedWords) {
    if (config.threads() != 1 || cachedWords < 0) {
      throw new IllegalArgumentException(
          "word encoder: expected 1 thread and a cache of at least 0 words, found %d and %d"
              .formatted(config.threads(), cachedWords));
    }
    this.cache =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(
              Map.Entry<String, CompletableFuture<float[]>> eldest) {
            return size() > cachedWords;
          }
        };
    this.model = new SubwordModel();
    this.batcher = new Batcher<>("words", config, () -> model);
  }

  @Override
  public int dimensions() {
    return SubwordModel.DIMENSIONS;
  }

  /** What the batcher has done: rows are words not found in the cache. */
  public BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> words) {
    List<CompletableFuture<float[]>> vectors = words.stream().map(this::encode).toList();
    return CompletableFuture.allOf(vectors.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> vectors.stream().map(CompletableFuture::join).toArray(float[][]::new));
  }

  private CompletableFuture<float[]> encode(String word) {
    String form = WordForm.of(word);
    if (form.isEmpty()) {
      return NO_WORD;
    }
    synchronized (cache) {
      CompletableFuture<float[]> known = cache.get(form);
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
    }
    // Outside of the lock, as it may wait for room; two callers may then ask for the same word.
    CompletableFuture<float[]> vector = batcher.submit(form);
    synchronized (cache) {
      cache.put(form, vector);
    }
    return vector;
  }

  @Override
  public void close() {
    try (model) {
      batcher.close();
    }
  }
}
