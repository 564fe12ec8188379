package io.affectstream.inference.words;

import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Vectors of the MiniLM sentence encoder (all-MiniLM-L6-v2, 384 numbers), the mean of the last
 * hidden states over the word's sub-words, without the special tokens: of each word in isolation,
 * or in context with the words before it in the transcript. Runs on the CPU only: words are few and
 * mostly cached, and the bits are the same on every machine.
 */
public final class MiniLmWordEncoder implements WordEncoder {

  /** Identity in manifests. */
  public static final String ID = "all-minilm-l6-v2";

  /** Length of a vector. */
  public static final int DIMENSIONS = SubwordModel.DIMENSIONS;

  /** Default number of cached words. */
  public static final int DEFAULT_CACHE = 20_000;

  /** Maximum number of context words before a word. */
  private static final int MAX_CONTEXT = 32;

  private static final CompletableFuture<float[]> NO_WORD =
      CompletableFuture.completedFuture(new float[DIMENSIONS]);

  private final boolean inContext;
  private final SubwordModel model;
  private final Batcher<WordInContext, float[]> batcher;
  private final Map<WordInContext, CompletableFuture<float[]>> cache;

  /** An encoder of isolated words; see {@link #MiniLmWordEncoder(BatcherConfig, int, boolean)}. */
  public MiniLmWordEncoder(BatcherConfig config, int cachedWords) {
    this(config, cachedWords, false);
  }

  /**
   * Loads the model, about 90 MB.
   *
   * @param config batching, over all callers; one thread, because the model owns its tensors
   * @param cachedWords words kept, the least recently used dropped first
   * @param inContext whether words are encoded with the words before them
   * @throws io.affectstream.inference.onnx.InferenceException if model or tokenizer do not load
   */
  public MiniLmWordEncoder(BatcherConfig config, int cachedWords, boolean inContext) {
    if (config.threads() != 1 || cachedWords < 0) {
      throw new IllegalArgumentException(
          "word encoder: expected 1 thread and a cache of at least 0 words, found %d and %d"
              .formatted(config.threads(), cachedWords));
    }
    this.inContext = inContext;
    this.cache =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(
              Map.Entry<WordInContext, CompletableFuture<float[]>> eldest) {
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

  /** Metrics of the batcher: rows are words not found in the cache. */
  public BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public CompletableFuture<float[][]> encode(List<String> words) {
    List<CompletableFuture<float[]>> vectors = new ArrayList<>(words.size());
    List<String> before = new ArrayList<>();
    for (String word : words) {
      String form = WordForm.of(word);
      vectors.add(form.isEmpty() ? NO_WORD : encode(new WordInContext(List.copyOf(before), form)));
      if (inContext && !form.isEmpty()) {
        before.add(form);
        before.subList(0, Math.max(0, before.size() - MAX_CONTEXT)).clear();
      }
    }
    return CompletableFuture.allOf(vectors.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> vectors.stream().map(CompletableFuture::join).toArray(float[][]::new));
  }

  private CompletableFuture<float[]> encode(WordInContext word) {
    synchronized (cache) {
      CompletableFuture<float[]> known = cache.get(word);
      if (known != null && !known.isCompletedExceptionally()) {
        return known;
      }
    }
    // Outside the lock, because it may wait for the queue; two callers may then request the same
    // word.
    CompletableFuture<float[]> vector = batcher.submit(word);
    synchronized (cache) {
      cache.put(word, vector);
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
