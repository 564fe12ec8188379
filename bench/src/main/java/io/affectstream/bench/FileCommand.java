package io.affectstream.bench;

import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.file.FileMeasurement;
import io.affectstream.bench.options.Machine;
import io.affectstream.bench.options.OutputOptions;
import io.affectstream.bench.options.PeerOptions;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code affect bench file}: files at full speed. */
@Command(
    name = "file",
    mixinStandardHelpOptions = true,
    description = {
      "Plays files at full speed through the product, end to end; through a bare"
          + " loop of the same models without Kafka and Flink; and through a peer;"
          + " alternately."
    })
final class FileCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ProductOptions product;
  @Mixin private PeerOptions peer;
  @Mixin private OutputOptions output;

  @Option(names = "--no-stages", description = "Skip the pass that times each stage.")
  private boolean noStages;

  @Override
  public Integer call() throws Exception {
    int repeats = peer.repeats();
    List<StreamPlan> plans = product.plans();
    AffectConfig config = product.config();
    ModelSource models = product.models(config);
    FileMeasurement measurement =
        new FileMeasurement(plans, config, models, repeats, spec.commandLine().getErr());
    Summary summary =
        new Summary(
            "Files at full speed: " + product.media(),
            peer.facts(Machine.describe(models)),
            measurement.run(peer.command(), !noStages));
    output.write(spec.commandLine().getOut(), summary);
    return 0;
  }
}
