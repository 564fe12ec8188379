package io.affectstream.bench.scale;

import io.affectstream.bench.figures.FigureGroup;
import io.affectstream.bench.figures.Summary;
import io.affectstream.bench.options.ProductOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The same on several numbers of cores, each in a separate process. */
public final class ScaleOverCores {

  private ScaleOverCores() {}

  /** Runs the processes one after the other. */
  public static List<FigureGroup> run(ProductOptions product, ScaleOptions scale, PrintWriter log)
      throws Exception {
    product.plans(); // creates the demo clip once for all processes
    List<FigureGroup> sections = new ArrayList<>();
    for (int cores : scale.cores()) {
      log.printf("%d of %d cores%n", cores, Runtime.getRuntime().availableProcessors());
      Path json = Files.createTempFile("affect-bench", ".json");
      try {
        Child.run(cores, arguments(product, scale, json), log);
        sections.addAll(Summary.parse(Files.readString(json)).sections());
      } finally {
        Files.delete(json);
      }
    }
    return sections;
  }

  private static List<String> arguments(ProductOptions product, ScaleOptions scale, Path json) {
    List<String> arguments = new ArrayList<>(List.of("scale"));
    arguments.addAll(product.words());
    arguments.addAll(
        List.of(
            "--streams",
            scale.streams().stream().map(String::valueOf).collect(Collectors.joining(",")),
            "--frames",
            String.valueOf(scale.frames()),
            "--rounds",
            String.valueOf(scale.repeats()),
            "--json",
            json.toString()));
    return arguments;
  }
}
