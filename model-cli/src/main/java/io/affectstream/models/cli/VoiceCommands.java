package io.affectstream.models.cli;

import io.affectstream.export.voice.ExportVoice;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Utterance;
import io.affectstream.training.data.manifest.SampleManifest;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.voice.VoiceAnswers;
import io.affectstream.training.voice.VoiceStudy;
import io.affectstream.training.voice.VoiceStudy.HeldOut;
import io.affectstream.training.voice.VoiceTrainingConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect train voice}, {@code evaluate voice} and {@code export voice}. */
final class VoiceCommands {

  private VoiceCommands() {}

  private static HeldOut run(VoiceTrainingConfig config, Path out, PrintWriter to)
      throws Exception {
    HeldOut held;
    try (ItemBars items = new ItemBars()) {
      held = new VoiceStudy(config, out, items).run();
    }
    double temperature = held.speech().bestTemperature();
    print(to, "EmoDB, held-out speakers", held.speech().confusion());
    to.printf(
        Locale.ROOT,
        "calibration error %.4f (temperature of the other speakers; shipped temperature %.2f)%n",
        held.calibrationError(),
        temperature);
    print(to, "the same by telephone (8 kHz, mu-law)", held.telephone().confusion());
    print(to, "vocal bursts of held-out people", held.bursts().confusion());
    Figures.confusion(held.speech().confusion(), out.resolve(Figures.CONFUSION));
    return held;
  }

  private static void print(PrintWriter to, String name, Confusion confusion) {
    to.printf(
        Locale.ROOT,
        "%s: unweighted recall %.4f, accuracy %.4f, macro F1 %.4f%n ",
        name,
        confusion.unweightedRecall(),
        confusion.accuracy(),
        confusion.macroF1());
    for (Expression label : Expression.values()) {
      int row = Columns.of(label);
      if (Arrays.stream(confusion.counts()[row]).sum() > 0) {
        to.printf(Locale.ROOT, " %s %.2f", label, confusion.recall(row));
      }
    }
    to.println();
  }

  /** {@code affect train voice}. */
  @Command(
      name = "voice",
      mixinStandardHelpOptions = true,
      description = {
        "Fits the voice expert, and one without each pair of EmoDB's speakers to measure it by.",
        "The output folder gets voice.ckpt and confusion.png."
      })
  static final class Train implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Mixin private RunSettings settings;

    @Mixin private RunFolder folder;

    @Override
    public Integer call() throws Exception {
      Path out = Files.createDirectories(folder.open(settings.file()));
      run(VoiceTrainingConfig.read(settings.file()), out, spec.commandLine().getOut());
      return 0;
    }
  }

  /** {@code affect evaluate voice}. */
  @Command(
      name = "voice",
      mixinStandardHelpOptions = true,
      description = {
        "Measures the voice expert of a run: EmoDB cross-validated with two held-out speakers each,"
            + " as recorded",
        "and by telephone, vocal bursts of held-out people, and other corpora."
      })
  static final class Evaluate implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "SETTINGS", description = "JSON of the training.")
    private Path settings;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "DIR",
        description = "Output folder; the expert is fitted again from the kept features.")
    private Path out;

    @Option(
        names = "--foreign",
        paramLabel = "CSV",
        description = "Another corpus: columns path and label, paths relative to the file.")
    private List<Path> foreign = List.of();

    @Override
    public Integer call() throws Exception {
      PrintWriter to = spec.commandLine().getOut();
      VoiceTrainingConfig config = VoiceTrainingConfig.read(settings);
      run(config, Files.createDirectories(out), to);
      for (Path corpus : foreign) {
        List<Utterance> recordings = recordings(corpus);
        try (ItemBars items = new ItemBars()) {
          VoiceStudy study = new VoiceStudy(config, out, items);
          VoiceAnswers plain = study.answers(recordings, false);
          print(to, corpus.toString(), plain.confusion());
          to.printf(Locale.ROOT, "calibration error %.4f%n", plain.calibrationError(1));
          print(to, corpus + " by telephone", study.answers(recordings, true).confusion());
        }
      }
      return 0;
    }

    private static List<Utterance> recordings(Path corpus) throws IOException {
      return SampleManifest.read(corpus).stream()
          .map(
              sample ->
                  new Utterance(sample.file(), sample.speaker().orElse(""), "", sample.label()))
          .toList();
    }
  }

  /** {@code affect export voice}. */
  @Command(
      name = "voice",
      mixinStandardHelpOptions = true,
      description =
          "The voice expert alone as an ONNX graph, compared with the training framework.")
  static final class Export implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "EXPERT", description = "voice.ckpt of a run.")
    private Path expert;

    @Option(names = "--out", required = true, paramLabel = "FILE", description = "ONNX to write.")
    private Path out;

    @Override
    public Integer call() throws Exception {
      double difference = ExportVoice.export(expert, out);
      spec.commandLine()
          .getOut()
          .printf(
              Locale.ROOT,
              "%s: %d bytes, greatest difference of a logit %.1e%n",
              out,
              Files.size(out),
              difference);
      return 0;
    }
  }
}
