package io.affectstream.models.cli;

import io.affectstream.models.served.Item;
import io.affectstream.models.served.Scores;
import io.affectstream.models.served.ServedBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.data.Columns;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Evaluates a running bundle on labelled items of some modalities. */
abstract class ServedCommand implements Callable<Integer> {

  @Spec CommandSpec spec;

  @Mixin private final BundleOption bundle = new BundleOption();

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets metrics.json, predictions.csv and confusion.png.")
  private Path out;

  /** Modalities of the data, at least one of which the bundle must read. */
  final Set<Modality> modalities;

  ServedCommand(Modality... modalities) {
    this.modalities = Set.of(modalities);
  }

  /** Data, for the report. */
  abstract Path data();

  /** Every item with the bundle's result; may add facts to the report. */
  abstract List<Item> items(ServedBundle served, Map<String, Object> facts) throws IOException;

  /** An item with the bundle's result. */
  interface Answer<T> {

    /**
     * Runs the bundle on an item.
     *
     * @throws IOException if the item cannot be read
     */
    Item to(T item) throws IOException;
  }

  /** The results for some items, with a progress bar. */
  static <T> List<Item> answers(String task, Collection<T> items, Answer<T> answer)
      throws IOException {
    List<Item> answered = new ArrayList<>(items.size());
    try (ItemBar bar = new ItemBar(task, items.size())) {
      for (T item : items) {
        answered.add(answer.to(item));
        bar.next();
      }
    }
    return answered;
  }

  @Override
  public Integer call() throws Exception {
    try (ServedBundle served = new ServedBundle(bundle.source())) {
      if (modalities.stream().noneMatch(served::reads)) {
        throw new ParameterException(
            spec.commandLine(),
            "expected a bundle that reads one of %s, found %s, which does not"
                .formatted(modalities, served.identity()));
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
    to.printf(Locale.ROOT, "%-18s %.4f%n", "calibration error", scores.calibrationError());
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
}
