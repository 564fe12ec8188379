package io.affectstream.training.affwild;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.StepListener;
import io.affectstream.training.affwild.AffWildSettings.Network;
import io.affectstream.training.affwild.data.AffWildLabels;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.study.Networks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Trains on the official split and on folds, measures, and writes tables, validation predictions
 * and submission. Reuses everything that is complete in the output folder: a killed run continues
 * and writes the same files.
 */
public final class AffWildStudy {

  /** Folder of the files to submit, below it one per task. */
  public static final String SUBMISSION = "submission";

  /** Folder of the predictions that the table is computed from, by network and task. */
  public static final String VALIDATION = "validation";

  /** Network trained on the official split. */
  public static final String OFFICIAL = "official";

  /** The folds' vote and mean. */
  public static final String ENSEMBLE = "folds";

  private static final String VALIDATED = "official validation";

  /** Networks of the paper's ablations (its table 4), and its figures for AU and EXPR. */
  private enum Ablation {
    STATIC("only static", "50.9", "29.5"),
    EMBEDDING("without expression embedding", "51.2", "35.9"),
    AUDIO("without audio", "51.2", "36.3"),
    WORDS("without words", "50.8", "32.6"),
    FUSION("without fusion module", "51.7", "36.4");

    private final String title;
    private final String units;
    private final String expressions;

    Ablation(String title, String units, String expressions) {
      this.title = title;
      this.units = units;
      this.expressions = expressions;
    }
  }

  /** A network and its training data. */
  private record Member(
      String name, FusionNetConfig shape, List<LabelledTrack> train, List<LabelledTrack> chooses) {}

  private final AffWildSettings settings;
  private final AffWildSplits splits;
  private final Map<String, AffWildTrack> tracks = new LinkedHashMap<>();
  private final Optional<WordBank> words;
  private final FaceBank.Shape memory;
  private final Path out;
  private final Function<String, StepListener> progress;

  /**
   * A study.
   *
   * @param settings of the run
   * @param splits division of the people
   * @param tracks windows of all people needed
   * @param words table of the tracks' words
   * @param memory shape of the static features
   * @param out output folder
   * @param progress called at the start of a network; the returned listener is notified after every
   *     step
   */
  public AffWildStudy(
      AffWildSettings settings,
      AffWildSplits splits,
      List<AffWildTrack> tracks,
      WordBank words,
      FaceBank.Shape memory,
      Path out,
      Function<String, StepListener> progress) {
    this.settings = settings;
    this.splits = splits;
    tracks.forEach(track -> this.tracks.put(track.person().name(), track));
    this.words = Optional.of(words);
    this.memory = memory;
    this.out = out;
    this.progress = progress;
  }

  /**
   * Runs the remaining parts.
   *
   * @param ablations whether to train the paper's ablations too
   * @return the table, which is also written
   * @throws IOException if a file cannot be read or written
   * @throws DivergenceException if a run diverges
   */
  public AffWildTable run(boolean ablations) throws IOException, DivergenceException {
    AffWildTable table = new AffWildTable();
    Member official = official(OFFICIAL, shape(Optional.empty()));
    table.add("official split", VALIDATED, "52.5", "39.4", measured(official));
    table.addPaper("the paper's submission", "official test", "49.9", "35.9");
    if (settings.folds() > 0) {
      ensemble(table);
    }
    if (ablations) {
      for (Ablation ablation : Ablation.values()) {
        String name = "ablation-" + ablation.title.replace(' ', '-');
        AffWildScores scores = measured(official(name, shape(Optional.of(ablation))));
        table.add(ablation.title, VALIDATED, ablation.units, ablation.expressions, scores);
      }
    }
    table.write(out);
    return table;
  }

  /** Folders of the networks trained so far. */
  public List<Path> folders() throws IOException {
    try (java.util.stream.Stream<Path> all = Files.list(out)) {
      return all.filter(folder -> Files.exists(folder.resolve(EpochLoop.BEST))).sorted().toList();
    }
  }

  private FusionNetConfig shape(Optional<Ablation> without) {
    boolean still = without.filter(a -> a == Ablation.STATIC).isPresent();
    boolean voice = tracks.values().stream().anyMatch(AffWildTrack::hasVoice);
    boolean spoken = tracks.values().stream().anyMatch(AffWildTrack::hasWords);
    int e =
        still || without.filter(a -> a == Ablation.EMBEDDING).isPresent() ? 0 : Networks.EMBEDDING;
    int a =
        still || !voice || without.filter(x -> x == Ablation.AUDIO).isPresent()
            ? 0
            : AudioFrontEnd.DIMENSIONS;
    int w =
        still || !spoken || without.filter(x -> x == Ablation.WORDS).isPresent()
            ? 0
            : Networks.WORDS;
    int layers = without.filter(x -> x == Ablation.FUSION).isPresent() ? 0 : 2;
    return settings.network() == Network.PAPER
        ? Networks.paper(e, a, w, memory.tokens(), memory.size(), layers)
        : Networks.of(e, a, w, memory.tokens(), memory.size(), layers);
  }

  private Member official(String name, FusionNetConfig shape) {
    return new Member(
        name,
        shape,
        splits.train().stream().map(person -> track(person, person.train())).toList(),
        splits.validation().stream().map(person -> track(person, person.validation())).toList());
  }

  private LabelledTrack track(AffWildPerson person, Map<AffWildTask, AffWildLabels> labels) {
    return new LabelledTrack(tracks.get(person.name()), labels);
  }

  /**
   * Measures a network of the official split and writes its predictions for the validation videos.
   */
  private AffWildScores measured(Member member) throws IOException, DivergenceException {
    Map<String, Predictions> said = answers(member, splits.validation());
    return validated(member.name, person -> List.of(said.get(person.name())));
  }

  private AffWildScores validated(
      String network, Function<AffWildPerson, List<Predictions>> members) throws IOException {
    AffWildScores scores = new AffWildScores();
    for (AffWildPerson person : splits.validation()) {
      AffWildAnswer answer = AffWildAnswer.of(tracks.get(person.name()), members.apply(person));
      scores.add(person.validation(), answer);
      for (AffWildTask task : person.validation().keySet()) {
        AffWildLabels all = answer.of(task);
        int lines = person.validation().get(task).frames();
        new AffWildLabels(all.name(), task, all.rows().subList(0, lines))
            .write(out.resolve(VALIDATION).resolve(network).resolve(task.folder()));
      }
    }
    return scores;
  }

  private void ensemble(AffWildTable table) throws IOException, DivergenceException {
    List<Map<String, Predictions>> members = new ArrayList<>();
    List<AffWildPerson> asked = new ArrayList<>(splits.test());
    if (!settings.foldValidation()) {
      asked.addAll(splits.validation());
    }
    for (int fold = 0; fold < settings.folds(); fold++) {
      int left = fold;
      List<LabelledTrack> all =
          splits.folded().stream().map(person -> track(person, splits.foldLabels(person))).toList();
      List<LabelledTrack> held =
          all.stream().filter(each -> splits.fold(each.track().person()) == left).toList();
      List<LabelledTrack> train = all.stream().filter(each -> !held.contains(each)).toList();
      Member member = new Member("fold-" + fold, shape(Optional.empty()), train, held);
      List<AffWildPerson> everybody = new ArrayList<>(asked);
      held.stream()
          .map(each -> each.track().person())
          .filter(person -> !asked.contains(person))
          .forEach(everybody::add);
      Map<String, Predictions> said = answers(member, everybody);
      AffWildScores scores = new AffWildScores();
      for (LabelledTrack track : held) {
        Predictions own = said.get(track.track().person().name());
        scores.add(track.labels(), AffWildAnswer.of(track.track(), List.of(own)));
      }
      table.add("fold " + fold, "fold left out", "52.1 to 54.6", "36.1 to 41.1", scores);
      members.add(said);
    }
    String name = "vote and mean of %d folds".formatted(settings.folds());
    if (!settings.foldValidation()) {
      table.add(name, VALIDATED, validated(ENSEMBLE, person -> of(person, members)));
    }
    submit(members);
  }

  private static List<Predictions> of(
      AffWildPerson person, List<Map<String, Predictions>> members) {
    return members.stream().map(member -> member.get(person.name())).toList();
  }

  private void submit(List<Map<String, Predictions>> members) throws IOException {
    for (AffWildPerson person : splits.test()) {
      AffWildAnswer answer = AffWildAnswer.of(tracks.get(person.name()), of(person, members));
      for (AffWildTask task : person.test()) {
        answer.of(task).write(out.resolve(SUBMISSION).resolve(task.folder()));
      }
    }
  }

  /** Predictions of a network for people; completes its training first. */
  private Map<String, Predictions> answers(Member member, List<AffWildPerson> asked)
      throws IOException, DivergenceException {
    Path folder = out.resolve(member.name);
    Map<String, Predictions> answers = new LinkedHashMap<>();
    try (FusionTrainer trainer =
        new FusionTrainer(
            settings.training(),
            member.shape,
            new AffWildCorpus(member.train, settings, member.name + ", training"),
            new AffWildCorpus(member.chooses, settings, member.name + ", validation"),
            words,
            folder)) {
      trainer.run(progress.apply(member.name));
      PredictionCache kept =
          new PredictionCache(out.resolve("predictions"), folder.resolve(EpochLoop.BEST));
      for (AffWildPerson person : asked) {
        AffWildTrack track = tracks.get(person.name());
        answers.put(person.name(), kept.of(trainer, track));
      }
    }
    return answers;
  }
}
