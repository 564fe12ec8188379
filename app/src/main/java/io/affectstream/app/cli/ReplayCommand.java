package io.affectstream.app.cli;

import io.affectstream.app.cli.options.PlayOptions;
import io.affectstream.app.cli.options.SpeechOptions;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.app.replay.Difference;
import io.affectstream.app.replay.Replay;
import io.affectstream.app.replay.ReplayArguments;
import io.affectstream.app.replay.Tolerance;
import io.affectstream.app.replay.VerificationResult;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.submit.KafkaOptions;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.Progress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code affect replay}: replays an archive and compares the results with an earlier run. */
@Command(
    name = "replay",
    description = {
      "Run an archive again and compare the results with those of an earlier run.",
      "Every row and event is compared, field by field, but nothing that depends on wall-clock"
          + " time. The replay waits for every modality (strict), runs in this process and writes"
          + " nothing to the cluster of the archive. Bundle and settings must be those of the"
          + " earlier run."
    },
    exitCodeOnExecutionException = ExitCode.USAGE,
    exitCodeListHeading = "%nExit codes%n",
    exitCodeList = {
      "0:equal",
      "1:different; the first difference is printed with both records",
      "2:could not be compared: wrong arguments, unreadable archive, failed run",
      "130:stopped by Ctrl-C"
    })
final class ReplayCommand implements Callable<Integer> {

  private final Console console;

  @ArgGroup(exclusive = true, multiplicity = "1")
  private Archive archive;

  /** The input to replay. */
  static final class Archive {

    @Option(
        names = "--from-topic",
        arity = "1..*",
        paramLabel = "NAME",
        description =
            "Input topics of an existing cluster, e.g. affect.video affect.audio; a"
                + " prefix, e.g. affect, selects all four.")
    private List<String> topics = new ArrayList<>();

    @Option(
        names = "--from-files",
        arity = "1..*",
        paramLabel = "FILE",
        description = "Media files or folders; with the options they were analysed with.")
    private List<String> files = new ArrayList<>();
  }

  @Option(
      names = "--verify",
      required = true,
      paramLabel = "AGAINST",
      description =
          "The earlier run: a folder of 'analyze', a file (or folder of *.jsonl) of 'consume"
              + " --json [--frames]', 'topics' for the output topics, or 'topics:PREFIX'.")
  private String against;

  @Option(
      names = "--only",
      paramLabel = "ID",
      description = "Compare this stream only; repeatable.")
  private Set<String> only = new LinkedHashSet<>();

  @Option(
      names = "--tolerance",
      paramLabel = "X",
      defaultValue = "0",
      description =
          "By how much probabilities and other measures may differ, e.g. 1e-4 for a run on another"
              + " kind of processor. Default: ${DEFAULT-VALUE}.")
  private double tolerance;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Folder for the replay's own broker and checkpoints, removed at the end.")
  private Path work;

  @Option(
      names = "--bundle",
      paramLabel = "PATH",
      description = "Model bundle, folder or zip; short for --set model.bundle=...")
  private String bundle;

  @Mixin private KafkaOptions kafka;
  @Mixin private PlayOptions play;
  @Mixin private SpeechOptions speech;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    List<String> settings = new ArrayList<>(List.of("alignment.mode=strict"));
    if (bundle != null) {
      settings.add("model.bundle=" + bundle);
    }
    boolean files = !archive.files.isEmpty();
    AffectConfig config =
        files ? speech.withModels(kafka.read(settings)) : kafka.readWithCluster(settings);
    List<StreamPlan> plans =
        files ? speech.plans(play.plans(archive.files, console::note), config, console) : List.of();
    Tolerance within = tolerance();
    Path folder = work == null ? Files.createTempDirectory("affect-replay") : work;
    try (WorkFolder opened = WorkFolder.open(folder);
        Progress progress = console.progress()) {
      opened.clear(); // a replay is never continued
      opened.removeOnClose();
      return report(
          new Replay(
                  new ReplayArguments(archive.topics, plans, against, only, within, opened, config))
              .run(progress));
    }
  }

  private Tolerance tolerance() throws CommandFailure {
    try {
      return new Tolerance(tolerance);
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
  }

  private int report(VerificationResult result) {
    result.notes().forEach(console::note);
    result.first().map(Difference::text).ifPresent(console::line);
    console.line(result.summary());
    return result.isEqual() ? ExitCode.OK : ExitCode.FAILED;
  }
}
