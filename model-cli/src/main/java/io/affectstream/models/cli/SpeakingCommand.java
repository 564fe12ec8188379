package io.affectstream.models.cli;

import io.affectstream.features.speaking.SpeakingModel;
import io.affectstream.models.speaking.SpeakingEvaluation;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code affect evaluate speaking}. */
@Command(
    name = "speaking",
    mixinStandardHelpOptions = true,
    description = {
      "Who speaks, on pairs of people side by side with one sound, composed of recordings of one",
      "person each. Each pair is judged by a model fitted without its people. Prints the model",
      "fitted on all of them, too."
    })
final class SpeakingCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description =
          "Recordings of one person each, with one face; those without a voice are of people who"
              + " move and do not speak.")
  private Path data;

  @Mixin private final BundleOption bundle = new BundleOption();

  @Override
  public Integer call() throws Exception {
    SpeakingEvaluation.Report report = SpeakingEvaluation.of(data, bundle.source());
    PrintWriter out = spec.commandLine().getOut();
    SpeakingModel model = report.model();
    out.printf(
        Locale.ROOT,
        "%d talkers; fitted on all: bias %.2f, activity %.2f, agreement %.2f%n",
        report.talkers(),
        model.bias(),
        model.activity(),
        model.agreement());
    for (SpeakingEvaluation.Line line : report.lines()) {
      out.printf(
          Locale.ROOT,
          "%-55s %.3f [%.3f, %.3f] of %d steps%n",
          line.name(),
          line.right().value(),
          line.right().low(),
          line.right().high(),
          line.steps());
    }
    out.flush();
    return 0;
  }
}
