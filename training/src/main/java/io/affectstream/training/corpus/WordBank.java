package io.affectstream.training.corpus;

import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.inference.words.WordEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.words.TextVariation;
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

/**
 * Comments as rows of a table of word vectors, as in the stream: each word on its own, or the
 * utterance up to and including each word.
 */
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
  private final boolean inContext;
  private final List<List<Integer>> byClass = new ArrayList<>();

  private WordBank(WordBank all, IntPredicate wanted) {
    vectors = all.vectors;
    comments = all.comments;
    inContext = all.inContext;
    all.byClass.forEach(indices -> byClass.add(indices.stream().filter(wanted::test).toList()));
  }

  private WordBank(float[][] vectors) {
    this.vectors = vectors;
    this.comments = List.of();
    this.inContext = false;
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
    inContext = false;
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

  /**
   * The comments that have exactly one label, each as one utterance: every word of every comment
   * has a row of its own. Every other comment is as a recogniser gives it, without case and
   * punctuation.
   *
   * @param source all comments; where the encoder was trained on some of them, it is surer of those
   *     than of any other, so pass comments that it was not trained on
   * @param encoder of utterances
   * @param identity of the encoder
   * @param kept folder in which the vectors are kept between runs
   * @throws IOException if what is kept cannot be read or written
   */
  public static WordBank ofUtterances(
      List<Comment> source, WordEncoder encoder, String identity, Path kept) throws IOException {
    List<List<String>> texts = new ArrayList<>();
    List<Expression> labels = new ArrayList<>();
    for (Comment comment : source) {
      List<String> spoken = TextVariation.spoken(comment.text());
      if (comment.labels().size() == 1) {
        boolean written = texts.size() % 2 == 0 || spoken.isEmpty();
        texts.add(written ? TextVariation.written(comment.text()) : spoken);
        labels.add(comment.labels().iterator().next());
      }
    }
    byte[] input = texts.toString().getBytes(StandardCharsets.UTF_8);
    FeatureArray all =
        new FeatureCache(kept, "utterances 1 " + identity)
            .of(input, () -> packed(encoded(texts, encoder)));
    return new WordBank(unpacked(all), texts, labels);
  }

  private WordBank(float[][] vectors, List<List<String>> texts, List<Expression> labels) {
    this.vectors = vectors;
    this.comments = new ArrayList<>();
    this.inContext = true;
    for (Expression ignored : Expression.values()) {
      byClass.add(new ArrayList<>());
    }
    int row = 0;
    for (int i = 0; i < texts.size(); i++) {
      int[] rows = new int[texts.get(i).size()];
      float[] steps = new float[rows.length];
      for (int word = 0; word < rows.length; word++) {
        rows[word] = row++;
        steps[word] = SpeechRate.steps(texts.get(i).get(word));
      }
      byClass.get(Columns.of(labels.get(i))).add(i);
      comments.add(new Spoken(rows, steps, labels.get(i)));
    }
  }

  private static float[][] encoded(List<List<String>> texts, WordEncoder encoder) {
    return texts.stream()
        .flatMap(words -> Arrays.stream(encoder.encode(words).join()))
        .toArray(float[][]::new);
  }

  private static float[][] kept(List<String> words, Path folder) throws IOException {
    byte[] identity = String.join("\n", words).getBytes(StandardCharsets.UTF_8);
    FeatureArray all =
        new FeatureCache(folder, "word-bank 1 " + MiniLmWordEncoder.class.getName())
            .of(identity, () -> packed(encode(words)));
    return unpacked(all);
  }

  private static float[][] unpacked(FeatureArray all) {
    float[][] vectors = new float[all.shape()[0]][];
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

  /** Whether a row is an utterance up to a word, not a word on its own. */
  boolean isInContext() {
    return inContext;
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
