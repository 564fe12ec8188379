package io.affectstream.models.cli;

import io.affectstream.inference.ModelSource;
import io.affectstream.models.served.Estimate;
import io.affectstream.models.served.Item;
import io.affectstream.models.served.Scores;
import io.affectstream.models.served.ServedBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.data.GoEmotions;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.words.TextVariation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code affect evaluate words}. */
@Command(
    name = "words",
    mixinStandardHelpOptions = true,
    description = {
      "The words network of a bundle, as it serves, on texts of one label: as written, and as a",
      "recogniser gives them (lower case, no punctuation), whole and their first quarters. The",
      "answer is that after the last word."
    })
final class WordsCommand implements Callable<Integer> {

  /** A way to say a text. */
  private record Form(String name, Function<String, List<String>> words) {}

  private static final double[] SHARES = {0.75, 0.5, 0.25};

  @Spec private CommandSpec spec;

  @Option(
      names = "--bundle",
      paramLabel = "NAME|DIR",
      defaultValue = "fusion-4",
      description = "Name of a shipped bundle, folder or zip. Default: ${DEFAULT-VALUE}.")
  private String bundle;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "TSV",
      description = "Text, label ids divided by commas; their names in labels.txt beside it.")
  private Path data;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Gets a folder per form with metrics.json, predictions.csv and confusion.png.")
  private Path out;

  @Override
  public Integer call() throws Exception {
    List<Comment> single =
        GoEmotions.read(data, data.resolveSibling("labels.txt")).stream()
            .filter(comment -> comment.labels().size() == 1)
            .toList();
    PrintWriter to = spec.commandLine().getOut();
    try (ServedBundle served = new ServedBundle(ModelSource.named(bundle))) {
      if (!served.readsUtterances()) {
        throw new ParameterException(
            spec.commandLine(),
            "expected a bundle with a words network (words.mode 'utterance'), found %s"
                .formatted(served.identity()));
      }
      to.printf("bundle: %s, %d texts%n", served.identity(), single.size());
      for (Form form : forms()) {
        report(form, single, served, to);
      }
    }
    to.flush();
    return 0;
  }

  private static List<Form> forms() {
    List<Form> forms = new ArrayList<>();
    forms.add(new Form("written", TextVariation::written));
    forms.add(new Form("spoken", TextVariation::spoken));
    for (double share : SHARES) {
      forms.add(
          new Form(
              "spoken-%.0f".formatted(100 * share),
              text -> TextVariation.prefix(TextVariation.spoken(text), share)));
    }
    return forms;
  }

  private void report(Form form, List<Comment> texts, ServedBundle served, PrintWriter to)
      throws IOException {
    List<Item> items =
        ServedCommand.answers(
            form.name(),
            texts,
            text ->
                new Item(
                    text.id(),
                    text.labels().iterator().next(),
                    served.utterance(form.words().apply(text.text())).map(Estimate::new)));
    Scores scores = new Scores(items);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("bundle", served.identity());
    facts.put("data", data.toString());
    facts.put("form", form.name());
    Path folder = out.resolve(form.name());
    scores.write(folder, facts);
    Figures.confusion(scores.answered(), folder.resolve(Figures.CONFUSION));
    to.printf(
        Locale.ROOT,
        "%-10s accuracy %.4f, macro F1 %.4f [%.4f, %.4f], calibration error %.4f; F1",
        form.name(),
        scores.interval(Confusion::accuracy).value(),
        scores.interval(Confusion::macroF1).value(),
        scores.interval(Confusion::macroF1).low(),
        scores.interval(Confusion::macroF1).high(),
        scores.calibrationError());
    for (Expression label : scores.present()) {
      to.printf(
          Locale.ROOT,
          " %s %.2f",
          label.name().toLowerCase(Locale.ROOT),
          scores.answered().f1(Columns.of(label)));
    }
    to.println();
  }
}
