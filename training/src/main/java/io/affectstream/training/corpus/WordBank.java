package io.affectstream.training.corpus;

import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/** Comments as rows of a table of word vectors, each word on its own as in the stream. */
public final class WordBank {

  private static final int BATCH = 128;

  /**
   * A comment.
   *
   * @param words rows of the table
   * @param steps duration of each word in steps of the grid
   * @param label its only class
   */
  public record Spoken(int[] words, float[] steps, Expression label) {}

  private final float[][] vectors;
  private final List<Spoken> comments;
  private final List<List<Integer>> byClass = new ArrayList<>();

  private WordBank(WordBank all, IntPredicate wanted) {
    vectors = all.vectors;
    comments = all.comments;
    all.byClass.forEach(indices -> byClass.add(indices.stream().filter(wanted::test).toList()));
  }

  private WordBank(float[][] vectors) {
    this.vectors = vectors;
    this.comments = List.of();
  }

  /**
   * A table of words that belong to no comment, one row each.
   *
   * @param words in the order of their rows
   * @param kept folder in which the vectors are kept between runs
   * @throws IOException if what is kept cannot be read or written
   */
  public static WordBank ofWords(List<String> words, Path kept) throws IOException {
    return new WordBank(words.isEmpty() ? new float[0][] : kept(words, kept));
  }

  /**
   * Encodes every word of the comments that have exactly one label.
   *
   * @param source all comments
   * @param kept folder in which the vectors are kept between runs; empty: nothing is
   * @throws IOException if what is kept cannot be read or written
   */
  public WordBank(List<Comment> source, Optional<Path> kept) throws IOException {
    comments = new ArrayList<>();
    for (Expression ignored : Expression.values()) {
      byClass.add(new ArrayList<>());
    }
    Map<String, Integer> rows = new LinkedHashMap<>();
    for (Comment comment : source) {
      if (comment.labels().size() == 1) {
        Expression label = comment.labels().iterator().next();
        byClass.get(Columns.of(label)).add(comments.size());
        comments.add(spoken(comment.text(), label, rows));
      }
    }
    List<String> distinct = List.copyOf(rows.keySet());
    vectors = kept.isPresent() ? kept(distinct, kept.get()) : encode(distinct);
  }

  private static float[][] kept(List<String> words, Path folder) throws IOException {
    byte[] identity = String.join("\n", words).getBytes(StandardCharsets.UTF_8);
    FeatureArray all =
        new FeatureCache(folder, "word-bank 1 " + MiniLmWordEncoder.class.getName())
            .of(identity, () -> packed(encode(words)));
    float[][] vectors = new float[words.size()][];
    int size = all.shape()[1];
    for (int i = 0; i < vectors.length; i++) {
      vectors[i] = Arrays.copyOfRange(all.values(), i * size, (i + 1) * size);
    }
    return vectors;
  }

  private static FeatureArray packed(float[][] vectors) {
    int size = vectors.length == 0 ? 0 : vectors[0].length;
    float[] values = new float[vectors.length * size];
    for (int i = 0; i < vectors.length; i++) {
      System.arraycopy(vectors[i], 0, values, i * size, size);
    }
    return new FeatureArray(new int[] {vectors.length, size}, values);
  }

  private static Spoken spoken(String text, Expression label, Map<String, Integer> rows) {
    String[] words = text.strip().toLowerCase(Locale.ROOT).split("\\s+");
    int[] indices = new int[words.length];
    float[] steps = new float[words.length];
    for (int i = 0; i < words.length; i++) {
      indices[i] = rows.computeIfAbsent(words[i], word -> rows.size());
      steps[i] = SpeechRate.steps(words[i]);
    }
    return new Spoken(indices, steps, label);
  }

  private static float[][] encode(List<String> words) {
    float[][] vectors = new float[words.size()][];
    try (MiniLmWordEncoder encoder = new MiniLmWordEncoder(BatcherConfig.of(BATCH), 0)) {
      for (int from = 0; from < words.size(); from += BATCH) {
        List<String> part = words.subList(from, Math.min(words.size(), from + BATCH));
        float[][] encoded = encoder.encode(part).join();
        System.arraycopy(encoded, 0, vectors, from, encoded.length);
      }
    }
    return vectors;
  }

  /** The same comments, of which only those of the wanted indices are drawn. */
  public WordBank only(IntPredicate wanted) {
    return new WordBank(this, wanted);
  }

  /** Indices of the comments of a class that are drawn. */
  public List<Integer> of(Expression label) {
    return byClass.get(Columns.of(label));
  }

  /** A comment. */
  public Spoken comment(int index) {
    return comments.get(index);
  }

  /** Comments, drawn or not. */
  public int size() {
    return comments.size();
  }

  /** Distinct words. */
  public int words() {
    return vectors.length;
  }

  /** Vector of a word; not to be modified. */
  public float[] vector(int word) {
    return vectors[word];
  }
}
