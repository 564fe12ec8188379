package io.affectstream.bench;

import io.affectstream.bench.jmh.YuNetDetectorBenchmark;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code affect bench jmh}: the microbenchmarks. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = "Runs the microbenchmarks of the hot paths.")
final class JmhCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "REGEX",
      defaultValue = "io\\.affectstream\\.bench\\.hot\\..*",
      description = "Benchmarks whose name contains a match; all by default.")
  private String regex;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "1",
      description = "Fresh JVMs per benchmark, 0 = this one. Default: ${DEFAULT-VALUE}.")
  private int forks;

  @Option(names = "--profiler", paramLabel = "NAME", description = "JMH profiler, e.g. gc.")
  private String profiler;

  @Option(names = "--json", paramLabel = "FILE", description = "Results as JSON.")
  private String json;

  @Override
  public Integer call() throws Exception {
    ChainedOptionsBuilder options =
        new OptionsBuilder().include(regex).forks(forks).shouldFailOnError(true);
    if (!Files.isRegularFile(YuNetDetectorBenchmark.model())) {
      spec.commandLine()
          .getErr()
          .printf(
              "skipped: YuNetDetectorBenchmark, %s is missing%n", YuNetDetectorBenchmark.model());
      options.exclude("YuNet");
    }
    if (profiler != null) {
      options.addProfiler(profiler);
    }
    if (json != null) {
      options.resultFormat(ResultFormatType.JSON).result(json);
    }
    return new Runner(options.build()).run().isEmpty() ? 1 : 0;
  }
}
