package io.affectstream.training.study;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.training.ItemListener;
import io.affectstream.training.corpus.Sample;
import io.affectstream.training.corpus.SpokenUtterances;
import io.affectstream.training.corpus.VoiceBank;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Utterance;
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
import java.util.Set;

/**
 * Voice alone: for each pair of speakers, a network trained on all the others says what the pair's
 * utterances express, by the mean probability over an utterance. The weights are those of the last
 * epoch: nothing is chosen on the pair.
 */
public final class VoiceStudy {

  private static final int STRIDE = 5;
  private static final String FEATURES = "features";
  private static final double LEAST = 1e-6;

  private final List<Utterance> utterances;
  private final FusionTrainingConfig config;
  private final Path out;

  /**
   * @param utterances of all speakers
   * @param config settings of each run
   * @param out folder, one below it per pair
   */
  public VoiceStudy(List<Utterance> utterances, FusionTrainingConfig config, Path out) {
    this.utterances = List.copyOf(utterances);
    this.config = config;
    this.out = out;
  }

  /**
   * Confusion over all utterances, each judged by a network that never heard its speaker.
   *
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if a run diverges
   */
  public Confusion run() throws IOException, DivergenceException {
    VoiceBank all =
        new VoiceBank(
            utterances, config.seed(), Optional.of(out.resolve(FEATURES)), ItemListener.NONE);
    List<String> speakers =
        utterances.stream().map(Utterance::speaker).distinct().sorted().toList();
    Confusion confusion = Confusion.empty(Expression.values().length);
    for (int i = 0; i < speakers.size(); i += 2) {
      Set<String> held = Set.copyOf(speakers.subList(i, Math.min(i + 2, speakers.size())));
      judge(all, held, confusion);
    }
    return confusion;
  }

  private void judge(VoiceBank all, Set<String> held, Confusion confusion)
      throws IOException, DivergenceException {
    FusionNetConfig shape = Networks.of(0, AudioFrontEnd.DIMENSIONS, 0, 1, 1, 0);
    VoiceBank own = all.only(utterance -> held.contains(utterance.speaker()));
    VoiceBank others = all.only(utterance -> !held.contains(utterance.speaker()));
    SpokenUtterances train = new SpokenUtterances(others, Networks.HALO);
    SpokenUtterances test = new SpokenUtterances(own, Networks.HALO);
    Path folder = out.resolve(String.join("-", held.stream().sorted().toList()));
    try (FusionTrainer trainer =
        new FusionTrainer(config, shape, train, test, Optional.empty(), folder)) {
      trainer.runToLast();
      for (int utterance : own.indices()) {
        List<Sample> windows = new ArrayList<>();
        for (int step = 0; step < all.voice(utterance, 0).length(); step += STRIDE) {
          windows.add(test.window(utterance, 0, step));
        }
        confusion.add(
            Columns.of(all.utterance(utterance).label()), joint(trainer.predict(windows)));
      }
    }
  }

  /** The class of the greatest mean log probability over windows. */
  static int joint(Predictions windows) {
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
