package io.affectstream.app.cli;

import io.affectstream.app.cli.options.ResultOptions;
import io.affectstream.app.cli.options.WorkOptions;
import io.affectstream.app.run.AffectRuns;
import io.affectstream.app.run.DemoArguments;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.Console;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code affect demo}: the same on a generated clip. */
@Command(
    name = "demo",
    description = {
      "Analyse a clip that the product makes itself; needs no file and no network.",
      "Prints predicted against scripted expressions."
    })
final class DemoCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;
  @Mixin private WorkOptions work;
  @Mixin private ResultOptions results;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    results.logThere();
    AffectConfig config = kafka.read(results.settings());
    Path out = results.folder();
    return work.run(
        out.resolve(".work"),
        folder -> AffectRuns.demo(new DemoArguments(out, folder, config), console));
  }
}
