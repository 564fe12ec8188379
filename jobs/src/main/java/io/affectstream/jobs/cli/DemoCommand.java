package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.pipeline.AffectRuns;
import io.affectstream.jobs.pipeline.DemoArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect demo}: the same on a clip the product makes itself. */
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

  @Option(
      names = {"-o", "--out"},
      required = true,
      paramLabel = "DIR",
      description = "Folder of the results.")
  private Path out;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description = "Model bundle, folder or zip; short for --set model.bundle=...")
  private String bundle;

  DemoCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    AffectConfig config =
        kafka.read(bundle == null ? List.of() : List.of("model.bundle=" + bundle));
    Logging.toFile(Files.createDirectories(out).resolve("affect.log"));
    return work.run(
        out.resolve(".work"),
        folder -> AffectRuns.demo(new DemoArguments(out, folder, config), console));
  }
}
