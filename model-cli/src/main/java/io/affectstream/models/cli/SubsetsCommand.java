package io.affectstream.models.cli;

import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.models.served.ServedWindows;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.data.Columns;
import io.affectstream.training.pool.ModalitySet;
import io.affectstream.training.pool.PoolSettings;
import io.affectstream.training.pool.PoolStudy;
import io.affectstream.training.pool.SubsetScore;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect evaluate subsets}. */
@Command(
    name = "subsets",
    mixinStandardHelpOptions = true,
    description = {
      "A bundle as it serves on each subset of face, voice and words: windows composed of held-out",
      "faces, speakers and comments whose class the subset shows, beside the best single modality",
      "of the same windows."
    })
final class SubsetsCommand implements Callable<Integer> {

  private static final String TABLE = "subsets.csv";
  private static final String HEADER =
      "subset,rows,accuracy,macro_f1,low,high,best_single_macro_f1,calibration_error,"
          + "coverage,certain_accuracy,contained,set_size\n";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SETTINGS", description = "JSON, e.g. docs/models/fusion-4/pool.json.")
  private Path settings;

  @Mixin private final BundleOption bundle = new BundleOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets subsets.csv, calibration.png and coverage.png.")
  private Path out;

  /** Figures of a subset, and of each of its modalities alone on the same windows. */
  private record Line(SubsetScore all, Map<Modality, SubsetScore> alone) {

    Line() {
      this(new SubsetScore(), new EnumMap<>(Modality.class));
    }

    double bestAlone() {
      return alone.values().stream()
          .mapToDouble(score -> score.confusion().macroF1())
          .max()
          .orElse(0);
    }
  }

  @Override
  public Integer call() throws Exception {
    PrintWriter to = spec.commandLine().getOut();
    PoolSettings config = PoolSettings.read(settings);
    Map<String, Line> lines;
    try (ItemBars items = new ItemBars();
        ModelRuntime.Lease lease = ModelRuntime.lease(bundle.source(), RuntimeConfig.DEFAULT)) {
      to.printf("bundle: %s%n", lease.runtime().bundle().identity());
      PoolStudy.Test test = new PoolStudy(config, items).test();
      lines = measured(new ServedWindows(lease.runtime(), test.words()), test.windows(), items);
    }
    Files.createDirectories(out);
    StringBuilder table = new StringBuilder(HEADER);
    lines.forEach((name, line) -> table.append(text(name, line)));
    Files.writeString(out.resolve(TABLE), table);
    Map<String, SubsetScore> scores = new LinkedHashMap<>();
    lines.forEach((name, line) -> scores.put(name, line.all));
    SubsetFigures.calibration(scores, out.resolve("calibration.png"));
    SubsetFigures.coverage(scores, out.resolve("coverage.png"));
    to.print(table);
    to.flush();
    return 0;
  }

  private static Map<String, Line> measured(
      ServedWindows served, List<LabelledWindow> windows, ItemBars items) throws IOException {
    Map<String, Line> lines = new LinkedHashMap<>();
    ModalitySet.all().forEach(modalities -> lines.put(name(modalities), new Line()));
    for (int i = 0; i < windows.size(); i++) {
      LabelledWindow window = windows.get(i);
      Map<Set<Modality>, Prediction> known = new HashMap<>();
      Set<Modality> present = ServedWindows.present(window);
      int truth = Columns.of(window.label().orElseThrow());
      for (Set<Modality> modalities : ModalitySet.all()) {
        if (present.containsAll(modalities) && window.evidence().isShownBy(modalities)) {
          Line line = lines.get(name(modalities));
          add(line.all, truth, predicted(served, window, modalities, known));
          for (Modality modality : modalities) {
            SubsetScore alone = line.alone.computeIfAbsent(modality, key -> new SubsetScore());
            add(alone, truth, predicted(served, window, Set.of(modality), known));
          }
        }
      }
      items.done("windows", i + 1, windows.size());
    }
    return lines;
  }

  private static Prediction predicted(
      ServedWindows served,
      LabelledWindow window,
      Set<Modality> modalities,
      Map<Set<Modality>, Prediction> known) {
    return known.computeIfAbsent(modalities, kept -> served.predict(window, kept));
  }

  private static void add(SubsetScore score, int truth, Prediction prediction) {
    if (prediction.reason() == Reason.MEASURED) {
      double[] probabilities = new double[prediction.expression().length];
      for (int c = 0; c < probabilities.length; c++) {
        probabilities[c] = prediction.expression()[c];
      }
      score.add(
          truth, probabilities, prediction.certainty().abstain(), prediction.certainty().include());
    }
  }

  private static String name(Set<Modality> modalities) {
    return modalities.stream()
        .sorted()
        .map(modality -> modality.name().toLowerCase(Locale.ROOT))
        .collect(Collectors.joining("+"));
  }

  private static String text(String name, Line line) {
    SubsetScore score = line.all;
    return String.format(
        Locale.ROOT,
        "%s,%d,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.4f,%.3f%n",
        name,
        score.rows(),
        score.confusion().accuracy(),
        score.macroF1().value(),
        score.macroF1().low(),
        score.macroF1().high(),
        line.bestAlone(),
        score.calibrationError(),
        score.coverage(),
        score.certainAccuracy(),
        score.contained(),
        score.setSize());
  }
}
