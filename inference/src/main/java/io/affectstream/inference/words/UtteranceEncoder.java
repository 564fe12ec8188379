package io.affectstream.inference.words;

import io.affectstream.features.words.UtteranceText;
import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.BatcherMetrics;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Vectors of the bundle's own network for the utterance up to and including each word: the log
 * probabilities of the classes of {@code Expression} in its order, then the embedding. Of a long
 * utterance the last tokens are read. What is no word (punctuation alone, a mark such as {@code
 * [unk]}) has the vector of the utterance before it. Runs on the CPU only, one text at a time, so a
 * vector has the same bits whatever else is asked.
 */
public final class UtteranceEncoder implements WordEncoder {

  /** Identity in manifests. */
  public static final String ID = "utterance";

  /** Tokens around a text. */
  private static final int SPECIAL = 2;

  private final WordPieces pieces;
  private final int maxTokens;
  private final TextGraph graph;
  private final Batcher<TokenIds, float[]> batcher;
  private final VectorCache<TokenIds> cache;

  /**
   * Loads the network.
   *
   * @param network the manifest's
   * @param model content of its ONNX file
   * @param vocabulary content of its vocabulary
   * @param config batching, over all callers; one thread, as the graph owns its tensors
   * @param cachedTexts texts kept, the least recently used dropped first
   * @throws io.affectstream.inference.onnx.InferenceException if the graph does not load
   */
  public UtteranceEncoder(
      TextNetwork network, byte[] model, byte[] vocabulary, BatcherConfig config, int cachedTexts) {
    MiniLmWordEncoder.requireRunnable(config, cachedTexts);
    this.pieces = WordPieces.read(vocabulary);
    this.maxTokens = network.maxTokens();
    this.graph = new TextGraph(network, model);
    this.batcher = new Batcher<>("words", config, () -> graph);
    this.cache = new VectorCache<>(batcher, cachedTexts);
  }

  @Override
  public int dimensions() {
    return graph.dimensions();
  }

  /** What the batcher has done: rows are texts not found in the cache. */
  public BatcherMetrics metrics() {
    return batcher.metrics();
  }

  @Override
  public CompletableFuture<float[][]> encode(UtteranceText text) {
    List<CompletableFuture<float[]>> vectors = new ArrayList<>(text.size());
    for (int i = 0; i < text.size(); i++) {
      vectors.add(cache.get(tokens(text.upTo(i))));
    }
    return VectorCache.all(vectors);
  }

  /** The last tokens of the words, between the special ones. */
  private TokenIds tokens(List<String> words) {
    List<Integer> ids = new ArrayList<>();
    for (String word : words) {
      if (!WordForm.of(word).isEmpty()) {
        ids.addAll(pieces.ids(word));
      }
    }
    int from = Math.max(0, ids.size() - (maxTokens - SPECIAL));
    long[] tokens = new long[ids.size() - from + SPECIAL];
    tokens[0] = pieces.begin();
    for (int i = from; i < ids.size(); i++) {
      tokens[i - from + 1] = ids.get(i);
    }
    tokens[tokens.length - 1] = pieces.end();
    return new TokenIds(tokens);
  }

  @Override
  public void close() {
    try (graph) {
      batcher.close();
    }
  }
}
