package io.affectstream.jobs.cli;

import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.VisionConfig.Faces;
import io.affectstream.jobs.output.Console;
import io.affectstream.jobs.pipeline.AffectRuns;
import io.affectstream.jobs.pipeline.AnalyzeArguments;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code affect analyze}: files in, tables and events out, in one process. */
@Command(
    name = "analyze",
    description = {
      "Analyse videos or sound files with an embedded Kafka and Flink.",
      "Writes DIR/STREAM.frames.csv, DIR/events.jsonl, DIR/summary.json and DIR/affect.log, and"
          + " prints a timeline."
    })
final class AnalyzeCommand implements Callable<Integer> {

  private final Console console;

  @Mixin private KafkaOptions kafka;
  @Mixin private WorkOptions work;

  @Parameters(
      arity = "1..*",
      paramLabel = "VIDEO",
      description = "Files, folders or addresses; each file becomes one stream.")
  private List<String> sources;

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

  @Option(
      names = "--transcript",
      paramLabel = "[VIDEO=]FILE",
      description =
          "Words of a video: SRT, WebVTT, or the word JSON of Vosk or Whisper; repeatable. Without"
              + " VIDEO it belongs to the only video, or to the one of the same name.")
  private List<String> transcripts = new ArrayList<>();

  @Option(
      names = "--speed",
      paramLabel = "realtime|max|N",
      defaultValue = "max",
      description = "How fast files are played; N = times real time. Default: ${DEFAULT-VALUE}.")
  private String speed;

  @Option(
      names = "--jpeg-quality",
      paramLabel = "1..100",
      defaultValue = "92",
      description = "Quality at which frames are sent. Default: ${DEFAULT-VALUE}.")
  private int jpegQuality;

  @Option(
      names = "--faces",
      paramLabel = "all|largest",
      description = "Which faces count; short for --set vision.faces=...")
  private Faces faces;

  AnalyzeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    List<String> settings = new ArrayList<>();
    if (bundle != null) {
      settings.add("model.bundle=" + bundle);
    }
    if (faces != null) {
      settings.add("vision.faces=" + faces.name().toLowerCase(java.util.Locale.ROOT));
    }
    Checks.speed(speed);
    Checks.jpegQuality(jpegQuality);
    Map<String, Path> words = TranscriptArguments.bySource(transcripts, sources);
    AffectConfig config = kafka.read(settings);
    Logging.toFile(Files.createDirectories(out).resolve("affect.log"));
    return work.run(
        out.resolve(".work"),
        folder ->
            AffectRuns.analyze(
                new AnalyzeArguments(sources, words, out, folder, speed, jpegQuality, config),
                console));
  }
}
