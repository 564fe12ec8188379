package io.affectstream.training.words;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The steps of an epoch: comments drawn by the frequency of their rarest class, varied, and put
 * together by their number of tokens. Depends on seed and epoch only.
 */
final class TextBatches {

  private final TextTrainingConfig config;
  private final List<Comment> comments;
  private final Texts texts;
  private final TextVariation variation;
  private final double[] times;
  private final int classes;

  TextBatches(TextTrainingConfig config, List<Comment> comments, Texts texts, int classes) {
    this.config = config;
    this.comments = comments;
    this.texts = texts;
    this.classes = classes;
    variation = new TextVariation(config.variation());
    times = times(comments, config.optimiser());
  }

  /** How often each comment is drawn in an epoch; on average {@code share} times. */
  private static double[] times(List<Comment> comments, TextTrainingConfig.Optimiser drawing) {
    int[] counts = LabelCounts.of(comments);
    double[] times = new double[comments.size()];
    double sum = 0;
    for (int i = 0; i < times.length; i++) {
      int rarest =
          comments.get(i).labels().stream()
              .mapToInt(label -> counts[Columns.of(label)])
              .min()
              .orElseThrow();
      times[i] = Math.pow(rarest, -drawing.balance());
      sum += times[i];
    }
    for (int i = 0; i < times.length; i++) {
      times[i] *= drawing.share() * times.length / sum;
    }
    return times;
  }

  /** The steps of an epoch in order. */
  List<TextBatch> of(int epoch) {
    SplittableRandom random = new SplittableRandom(config.seed() * 1_000_003 + epoch);
    Map<Integer, List<int[]>> ids = new TreeMap<>();
    Map<Integer, List<float[]>> targets = new TreeMap<>();
    for (int i : drawn(random)) {
      Comment comment = comments.get(i);
      TextVariation.Varied varied = variation.draw(comment.text(), random);
      int[] tokens = texts.ids(varied.words());
      ids.computeIfAbsent(tokens.length, n -> new ArrayList<>()).add(tokens);
      targets
          .computeIfAbsent(tokens.length, n -> new ArrayList<>())
          .add(target(comment, varied.weight()));
    }
    List<TextBatch> batches = new ArrayList<>();
    ids.forEach((length, group) -> cut(group, targets.get(length), batches));
    shuffle(batches, random);
    return batches;
  }

  private List<Integer> drawn(SplittableRandom random) {
    List<Integer> drawn = new ArrayList<>();
    for (int i = 0; i < times.length; i++) {
      int copies = (int) (times[i] + random.nextDouble());
      for (int copy = 0; copy < copies; copy++) {
        drawn.add(i);
      }
    }
    shuffle(drawn, random);
    return drawn;
  }

  private float[] target(Comment comment, double weight) {
    float[] target = new float[classes];
    for (Expression label : comment.labels()) {
      target[Columns.of(label)] = (float) (weight / comment.labels().size());
    }
    return target;
  }

  private void cut(List<int[]> ids, List<float[]> targets, List<TextBatch> into) {
    int batch = config.optimiser().batch();
    for (int from = 0; from < ids.size(); from += batch) {
      int to = Math.min(ids.size(), from + batch);
      float[] joined = new float[(to - from) * classes];
      for (int i = from; i < to; i++) {
        System.arraycopy(targets.get(i), 0, joined, (i - from) * classes, classes);
      }
      into.add(new TextBatch(List.copyOf(ids.subList(from, to)), joined));
    }
  }

  private static <T> void shuffle(List<T> values, SplittableRandom random) {
    for (int i = values.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      T swapped = values.get(i);
      values.set(i, values.get(j));
      values.set(j, swapped);
    }
  }
}
