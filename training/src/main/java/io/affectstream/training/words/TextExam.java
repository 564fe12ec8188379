package io.affectstream.training.words;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.metrics.Confusion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;

/** What a network says of whole texts. */
public final class TextExam {

  private static final int BATCH = 32;

  private final TextNet net;
  private final TokenVectors vectors;
  private final NDManager manager;
  private final Texts texts;

  /** An examiner of {@code net}. */
  public TextExam(TextNet net, TokenVectors vectors, NDManager manager) {
    this.net = net;
    this.vectors = vectors;
    this.manager = manager;
    texts = new Texts(vectors.pieces(), vectors.maxTokens());
  }

  /**
   * One output for each text.
   *
   * @param words of each text
   */
  public float[][] outputs(List<List<String>> words, TextNet.Output output) {
    Map<Integer, List<Integer>> byLength = new TreeMap<>();
    List<int[]> ids = words.stream().map(texts::ids).toList();
    for (int i = 0; i < ids.size(); i++) {
      byLength.computeIfAbsent(ids.get(i).length, n -> new ArrayList<>()).add(i);
    }
    float[][] found = new float[ids.size()][];
    for (List<Integer> group : byLength.values()) {
      for (int from = 0; from < group.size(); from += BATCH) {
        List<Integer> batch = group.subList(from, Math.min(group.size(), from + BATCH));
        float[][] rows = run(batch.stream().map(ids::get).toList(), output);
        for (int i = 0; i < rows.length; i++) {
          found[batch.get(i)] = rows[i];
        }
      }
    }
    return found;
  }

  private float[][] run(List<int[]> batch, TextNet.Output output) {
    try (NDManager local = manager.newSubManager()) {
      Shape shape = new Shape(batch.size(), batch.get(0).length, vectors.width());
      NDArray input = local.create(vectors.sums(batch), shape);
      float[] values =
          net.forward(new ParameterStore(local, false), new NDList(input), false)
              .get(output.index())
              .toFloatArray();
      int each = values.length / batch.size();
      float[][] rows = new float[batch.size()][each];
      for (int i = 0; i < rows.length; i++) {
        System.arraycopy(values, i * each, rows[i], 0, each);
      }
      return rows;
    }
  }

  /**
   * Confusion over the comments with exactly one label.
   *
   * @param form a text to its words
   */
  public Confusion confusion(List<Comment> comments, Function<String, List<String>> form) {
    List<Comment> single = comments.stream().filter(c -> c.labels().size() == 1).toList();
    float[][] logits =
        outputs(single.stream().map(c -> form.apply(c.text())).toList(), TextNet.Output.LOGITS);
    Confusion confusion = Confusion.empty(Expression.values().length);
    for (int i = 0; i < logits.length; i++) {
      Expression label = single.get(i).labels().iterator().next();
      confusion.add(Columns.of(label), Columns.of(Columns.likeliest(logits[i])));
    }
    return confusion;
  }
}
