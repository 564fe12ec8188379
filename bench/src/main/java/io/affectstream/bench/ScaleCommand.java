package io.affectstream.bench;

import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.options.Machine;
import io.affectstream.bench.options.OutputOptions;
import io.affectstream.bench.options.ProductOptions;
import io.affectstream.bench.scale.ScaleMeasurement;
import io.affectstream.bench.scale.ScaleOptions;
import io.affectstream.bench.scale.ScaleOverCores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code affect bench scale}: over streams and cores. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = {
      "Works off numbers of streams that lie complete in the topics, at full speed, on numbers of"
          + " cores, each in a process of its own: frames/s and CPU per frame of the job."
    })
final class ScaleCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;
  @Mixin private ProductOptions product;
  @Mixin private ScaleOptions scale;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws Exception {
    scale.check(spec.commandLine());
    List<FigureGroup> sections = new ArrayList<>();
    if (scale.cores().isEmpty()) {
      sections.addAll(
          new ScaleMeasurement(product, spec.commandLine().getErr())
              .run(scale.streams(), scale.frames(), scale.repeats()));
    } else {
      List<FigureGroup> found = ScaleOverCores.run(product, scale, spec.commandLine().getErr());
      sections.addAll(found);
    }
    Summary summary =
        new Summary(
            "Streams and cores: " + product.media(),
            List.of(
                Machine.describe(product.models(product.config())),
                "medians of %d after a warm-up, with their range".formatted(scale.repeats())),
            sections);
    output.write(spec.commandLine().getOut(), summary);
    return 0;
  }
}
