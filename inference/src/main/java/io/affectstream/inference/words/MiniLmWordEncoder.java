package io.affectstream.inference.words;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Vectors of the MiniLM sentence encoder (all-MiniLM-L6-v2, 384 numbers) of each word in isolation:
 * the mean of the last hidden states over the word's sub-words, without the special tokens.
 * Anything else (empty, only punctuation, a mark such as {@code [unk]}) has the zero vector. Runs
 * on the CPU only: words are few and mostly cached, and their bits stay the same everywhere.
 */
public final class MiniLmWordEncoder implements WordEncoder {

  /** Identity in manifests. */
  public static final String ID = "all-minilm-l6-v2";

  /** Length of a vector. */
  public static final int DIMENSIONS = SubwordModel.DIMENSIONS;

  /** Default number of cached words. */
  public static final int DEFAULT_CACHE = 20_000;

  private static final CompletableFuture<float[]> NO_WORD =
      CompletableFuture.completedFuture(new float[DIMENSIONS]);

  private final SubwordModel model;
  private final Batcher<String, float[]> batcher;
  private final VectorCache<String> cache;

  /**
   * Loads the model, about 90 MB.
   *
   * @param config batching, over all callers; one thread, because the model owns its tensors
   * @param cachedWords words kept, the least recently used dropped first
   * @throws io.affectstream.inference.onnx.InferenceException if model or tokenizer do not load
   */
  public MiniLmWordEncoder(BatcherConfig config, int cachedWords) {
    requireRunnable(config, cachedWords);
    this.model = new SubwordModel();
    this.batcher = new Batcher<>("words", config, () -> model);
    this.cache = new VectorCache<>(batcher, cachedWords);
  }

  static void requireRunnable(BatcherConfig config, int cachedWords) {
    if (config.threads() != 1 || cachedWords < 0) {
      throw new IllegalArgumentException(
          "word encoder: expected 1 thread and a cache of at least 0 words, found %d and %d"
              .formatted(config.threads(), cachedWords));
    }
  }

  @Override
  public int dimensions() {
    return SubwordModel.DIMENSIONS;
  }

  /** Metrics of the batcher: rows are words not found in the cache. */
  public BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public CompletableFuture<float[][]> encode(UtteranceText text) {
    List<CompletableFuture<float[]>> vectors = new ArrayList<>(text.size());
    for (int i = 0; i < text.size(); i++) {
      String form = WordForm.of(text.word(i));
      vectors.add(form.isEmpty() ? NO_WORD : cache.get(form));
    }
    return VectorCache.all(vectors);
  }

  @Override
  public void close() {
    try (model) {
      batcher.close();
    }
  }
}
