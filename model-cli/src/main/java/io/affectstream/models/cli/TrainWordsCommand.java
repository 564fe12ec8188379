package io.affectstream.models.cli;

import io.affectstream.export.words.TextRun;
import io.affectstream.training.loop.EpochLoop;
import io.affectstream.training.words.TextTrainer;
import io.affectstream.training.words.TextTrainingConfig;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code affect train words}. */
@Command(
    name = "words",
    mixinStandardHelpOptions = true,
    description = "Fine-tunes MiniLM on comments with emotion labels, as utterances so far.")
final class TrainWordsCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private RunSettings settings;

  @Mixin private RunFolder folder;

  @Override
  public Integer call() throws Exception {
    Path out = folder.open(settings.file());
    TextRun run = TextRun.prepare(TextTrainingConfig.read(settings.file()));
    try (TextTrainer trainer = run.trainer(out);
        TrainingBar bar = new TrainingBar("words")) {
      double best = trainer.run(bar);
      Figures.curves(out.resolve(EpochLoop.LOG), out.resolve(Figures.CURVES), "macro_f1");
      spec.commandLine()
          .getOut()
          .printf(Locale.ROOT, "best macro F1, written and spoken: %.4f%n", best);
    }
    return 0;
  }
}
