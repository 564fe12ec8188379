package io.affectstream.export.cli;

import io.affectstream.export.served.Item;
import io.affectstream.export.served.LabelledPictures;
import io.affectstream.export.served.Scores;
import io.affectstream.export.served.ServedBundle;
import io.affectstream.inference.ModelSource;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.data.manifest.Sample;
import io.affectstream.training.data.manifest.SampleManifest;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect evaluate faces}, {@code speech}, {@code text} and {@code clips}. */
final class ServedCommands {

  private ServedCommands() {}

  /** What the four share. */
  abstract static class Served implements Callable<Integer> {

    @Spec CommandSpec spec;

    @Option(
        names = "--bundle",
        paramLabel = "NAME|DIR",
        defaultValue = "",
        description = "Name of a shipped bundle, folder or zip. Default: that of the product.")
    private String bundle;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Gets metrics.json, predictions.csv and confusion.png.")
    private Path out;

    /** Data, for the report. */
    abstract Path data();

    /** Modalities of the data, one of which the bundle must read. */
    abstract Set<Modality> modalities();

    /** Every item with the bundle's answer. */
    abstract List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException;

    @Override
    public Integer call() throws Exception {
      try (ServedBundle served = new ServedBundle(ModelSource.named(bundle))) {
        if (modalities().stream().noneMatch(served::reads)) {
          throw new ParameterException(
              spec.commandLine(),
              "expected a bundle that reads one of %s, found %s, which does not"
                  .formatted(modalities(), served.identity()));
        }
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("bundle", served.identity());
        facts.put("data", data().toString());
        Scores scores = new Scores(items(served, facts));
        scores.write(out, facts);
        Figures.confusion(scores.answered(), out.resolve(Figures.CONFUSION));
        print(scores, facts);
        return 0;
      }
    }

    private void print(Scores scores, Map<String, Object> facts) {
      PrintWriter to = spec.commandLine().getOut();
      facts.forEach((name, value) -> to.printf("%s: %s%n", name, value));
      print(to, "accuracy", scores.interval(Confusion::accuracy));
      print(to, "macro F1", scores.interval(Confusion::macroF1));
      print(to, "unweighted recall", scores.interval(Confusion::unweightedRecall));
      for (Expression label : scores.present()) {
        print(to, "F1 " + label, scores.interval(confusion -> confusion.f1(Columns.of(label))));
      }
      if (scores.unanswered() > 0) {
        to.printf("without an answer, counted as wrong: %d%n", scores.unanswered());
      }
      to.flush();
    }

    private static void print(PrintWriter to, String name, Interval interval) {
      to.printf(
          Locale.ROOT,
          "%-18s %.4f [%.4f, %.4f]%n",
          name,
          interval.value(),
          interval.low(),
          interval.high());
    }

    static List<Item> recordings(Path csv, ServedBundle served, Set<Modality> taken)
        throws IOException {
      List<Sample> samples = SampleManifest.read(csv);
      List<Item> items = new ArrayList<>();
      try (ItemBar bar = new ItemBar("recordings", samples.size())) {
        for (Sample sample : samples) {
          Optional<Expression> answer = served.recording(sample.file(), taken);
          items.add(new Item(sample.file().toString(), sample.label(), answer));
          bar.next();
        }
      }
      return items;
    }
  }

  /** {@code affect evaluate faces}. */
  @Command(
      name = "faces",
      mixinStandardHelpOptions = true,
      description = {
        "A bundle on pictures of faces: the largest face of each, held still for a window.",
        "Pictures of at most 64 pixels, or without a face that is found, are taken whole."
      })
  static final class Faces extends Served {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "DIR",
        description = "One folder of JPEG or PNG pictures per class.")
    private Path data;

    @Override
    Path data() {
      return data;
    }

    @Override
    Set<Modality> modalities() {
      return Set.of(Modality.FACE);
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      Map<Path, Expression> pictures = LabelledPictures.read(data);
      List<Item> items = new ArrayList<>();
      try (ItemBar bar = new ItemBar("pictures", pictures.size())) {
        for (Map.Entry<Path, Expression> picture : pictures.entrySet()) {
          String name = data.relativize(picture.getKey()).toString();
          items.add(new Item(name, picture.getValue(), served.picture(picture.getKey())));
          bar.next();
        }
      }
      facts.put("taken_whole", served.takenWhole());
      return items;
    }
  }

  /** {@code affect evaluate speech}. */
  @Command(
      name = "speech",
      mixinStandardHelpOptions = true,
      description = "A bundle on voices: sound alone, one answer per recording.")
  static final class Speech extends Served {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "CSV",
        description = "Columns path and label; paths relative to the file.")
    private Path data;

    @Override
    Path data() {
      return data;
    }

    @Override
    Set<Modality> modalities() {
      return Set.of(Modality.VOICE);
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      return recordings(data, served, modalities());
    }
  }

  /** {@code affect evaluate clips}. */
  @Command(
      name = "clips",
      mixinStandardHelpOptions = true,
      description = "A bundle on recordings of faces and voices, one answer per recording.")
  static final class Clips extends Served {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "CSV",
        description = "Columns path and label; paths relative to the file.")
    private Path data;

    @Override
    Path data() {
      return data;
    }

    @Override
    Set<Modality> modalities() {
      return Set.of(Modality.FACE, Modality.VOICE);
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      return recordings(data, served, modalities());
    }
  }

  /** {@code affect evaluate text}. */
  @Command(
      name = "text",
      mixinStandardHelpOptions = true,
      description = {
        "A bundle on texts, spoken at a natural rate. Texts of several labels are left out."
      })
  static final class Text extends Served {

    @Option(
        names = "--data",
        required = true,
        paramLabel = "TSV",
        description = "Text, label ids divided by commas; further columns are passed over.")
    private Path data;

    @Option(
        names = "--labels",
        paramLabel = "FILE",
        description = "Names of the label ids, one a line. Default: labels.txt beside the data.")
    private Path labels;

    @Override
    Path data() {
      return data;
    }

    @Override
    Set<Modality> modalities() {
      return Set.of(Modality.WORDS);
    }

    @Override
    List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException {
      Path names = labels == null ? data.resolveSibling("labels.txt") : labels;
      if (!Files.isRegularFile(names)) {
        throw new ParameterException(
            spec.commandLine(),
            "expected the names of the label ids in %s, found none; pass --labels"
                .formatted(names));
      }
      List<Comment> all = GoEmotions.read(data, names);
      List<Comment> single = all.stream().filter(text -> text.labels().size() == 1).toList();
      facts.put("several_labels", all.size() - single.size());
      List<Item> items = new ArrayList<>();
      try (ItemBar bar = new ItemBar("texts", single.size())) {
        for (Comment text : single) {
          Expression truth = text.labels().iterator().next();
          items.add(new Item(text.id(), truth, served.text(text.text())));
          bar.next();
        }
      }
      return items;
    }
  }
}
