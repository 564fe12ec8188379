package io.affectstream.models.cli;

import io.affectstream.training.StepListener;
import io.affectstream.training.affwild.AffWildSettings;
import io.affectstream.training.affwild.AffWildSplits;
import io.affectstream.training.affwild.AffWildStudy;
import io.affectstream.training.affwild.AffWildTable;
import io.affectstream.training.affwild.AffWildTrack;
import io.affectstream.training.affwild.data.AffWild;
import io.affectstream.training.affwild.data.AffWildPeople;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.affwild.video.AffWildFeatures;
import io.affectstream.training.loop.EpochLoop;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code affect train affwild2}. */
@Command(
    name = "affwild2",
    mixinStandardHelpOptions = true,
    description = {
      "The recipe of Zhang et al. 2022 on a licensed copy of Aff-Wild2 (ABAW3): features, official",
      "split, folds, vote, the paper's figures and the run's, files to submit.",
      "The same command continues a stopped run."
    })
final class AffWildCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--root",
      required = true,
      paramLabel = "DIR",
      description = "The copy: annotations with cropped_aligned images, videos, or both.")
  private Path root;

  @Mixin private RunFolder folder;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Settings, JSON. Default: the paper's; a run writes them to settings.json.")
  private Path config;

  @Option(
      names = "--ablations",
      description = "Train the paper's ablations too: five more networks on the official split.")
  private boolean ablations;

  @Override
  public Integer call() throws Exception {
    Path out = folder.open();
    AffWildSettings settings = AffWildSettings.read(Optional.ofNullable(config), out);
    List<AffWildPerson> everybody = AffWildPeople.read(new AffWild(root), settings.testLists());
    AffWildSplits splits = new AffWildSplits(everybody, settings);
    try (AffWildFeatures features = new AffWildFeatures(settings, out)) {
      List<AffWildTrack> tracks = tracks(splits.needed(), features);
      describe(splits, tracks);
      try (Bars bars = new Bars()) {
        AffWildStudy study =
            new AffWildStudy(
                settings, splits, tracks, features.words(), features.shape(), out, bars::begin);
        AffWildTable table = study.run(ablations);
        bars.close();
        draw(study);
        spec.commandLine().getOut().print(table.markdown());
      }
    }
    return 0;
  }

  private static List<AffWildTrack> tracks(List<AffWildPerson> people, AffWildFeatures features)
      throws IOException {
    List<AffWildTrack> tracks = new ArrayList<>();
    try (ItemBar bar = new ItemBar("features", people.size())) {
      for (AffWildPerson person : people) {
        tracks.add(features.track(person));
        bar.next();
      }
    }
    return tracks;
  }

  private void describe(AffWildSplits splits, List<AffWildTrack> tracks) {
    PrintWriter to = spec.commandLine().getOut();
    to.printf(
        "people: %d to learn from, %d to measure on, %d to predict%n",
        splits.train().size(), splits.validation().size(), splits.test().size());
    if (!splits.leftOut().isEmpty()) {
      to.printf(
          "not learned from, as a task validates on their video: %s%n",
          String.join(", ", splits.leftOut()));
    }
    to.printf(
        "with a voice: %d, with words: %d of %d%n",
        tracks.stream().filter(AffWildTrack::hasVoice).count(),
        tracks.stream().filter(AffWildTrack::hasWords).count(),
        tracks.size());
    to.flush();
  }

  private static void draw(AffWildStudy study) throws IOException {
    for (Path folder : study.folders()) {
      Figures.curves(folder.resolve(EpochLoop.LOG), folder.resolve(Figures.CURVES), "macro_f1");
    }
  }

  /** One bar at a time. */
  private static final class Bars implements AutoCloseable {

    private Optional<TrainingBar> current = Optional.empty();

    StepListener begin(String task) {
      close();
      TrainingBar bar = new TrainingBar(task);
      current = Optional.of(bar);
      return bar;
    }

    @Override
    public void close() {
      current.ifPresent(TrainingBar::close);
      current = Optional.empty();
    }
  }
}
