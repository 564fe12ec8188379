package io.affectstream.training.study;

import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.Sample;
import io.affectstream.training.corpus.SpokenComments;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.corpus.WordBank.Spoken;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.FusionTrainingConfig;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.DivergenceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Words alone: comments of exactly one label, spoken at a natural rate, judged by the mean log
 * probability over the centres of a comment.
 */
public final class WordsStudy {

  private static final int STRIDE = 15;
  private static final double LEAST = 1e-6;

  private final List<Comment> train;
  private final List<Comment> held;
  private final FusionTrainingConfig config;
  private final Path out;

  /**
   * @param train comments to learn from
   * @param held comments to judge
   * @param config settings of the run
   * @param out its folder
   */
  public WordsStudy(
      List<Comment> train, List<Comment> held, FusionTrainingConfig config, Path out) {
    this.train = List.copyOf(train);
    this.held = List.copyOf(held);
    this.config = config;
    this.out = out;
  }

  /**
   * Confusion over the held-out comments.
   *
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if the run diverges
   */
  public Confusion run() throws IOException, DivergenceException {
    List<Comment> both = new ArrayList<>(train);
    both.addAll(held);
    WordBank words = new WordBank(both, Optional.of(out.resolve("features")));
    int border = (int) train.stream().filter(comment -> comment.labels().size() == 1).count();
    SpokenComments known = new SpokenComments(words.only(i -> i < border), Networks.HALO);
    SpokenComments test = new SpokenComments(words.only(i -> i >= border), Networks.HALO);
    FusionNetConfig shape = Networks.of(0, 0, Networks.WORDS, 1, 1, 2);
    Confusion confusion = Confusion.empty(Expression.values().length);
    try (FusionTrainer trainer =
        new FusionTrainer(config, shape, known, test, Optional.of(words), out)) {
      trainer.runToLast();
      for (int i = border; i < words.size(); i++) {
        Spoken comment = words.comment(i);
        List<Sample> windows = new ArrayList<>();
        int length = SpokenComments.length(comment, 1);
        for (int step = Math.min(STRIDE, length / 2); step <= length; step += STRIDE) {
          windows.add(test.window(comment, step, 1));
        }
        confusion.add(Columns.of(comment.label()), joint(trainer.predict(windows)));
      }
    }
    return confusion;
  }

  /** The class of the greatest mean log probability over windows. */
  private static int joint(Predictions windows) {
    double[] sums = new double[Expression.values().length];
    for (float[] row : windows.probabilities()) {
      for (int c = 0; c < sums.length; c++) {
        sums[c] += Math.log(Math.max(LEAST, row[c]));
      }
    }
    int best = 0;
    for (int c = 1; c < sums.length; c++) {
      best = sums[c] > sums[best] ? c : best;
    }
    return best;
  }
}
