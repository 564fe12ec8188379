package io.affectstream.app.cli;

import io.affectstream.app.alerts.AlertText;
import io.affectstream.app.alerts.PastRun;
import io.affectstream.app.files.RecordJson;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.jobs.alerts.RuleSet;
import io.affectstream.schemas.Word;
import io.affectstream.terminal.CommandFailure;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code affect alerts check}. */
@Command(
    name = "check",
    description = {
      "Check a file of rules and, with --against, print the alerts that an earlier run would have"
          + " triggered.",
      "The results of a run hold neither the role of a stream nor its words: give them with --role"
          + " and --transcript."
    })
final class AlertsCheckCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "FILE", description = "Rules, see docs/alerts.md.")
  private Path file;

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description = "Folder with the results of 'affect analyze'.")
  private Path against;

  @Option(names = "--role", paramLabel = "ROLE", description = "Role of the streams.")
  private String role = "";

  @Option(
      names = "--transcript",
      paramLabel = "FILE",
      description = "Words of the stream; for results of one stream.")
  private Path transcript;

  @Option(names = "--json", description = "One JSON object per line.")
  private boolean json;

  AlertsCheckCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    RuleSet rules = RuleArguments.read(file, Optional.empty());
    if (against == null) {
      console.line("%s: %d rules, no problem".formatted(file, rules.size()));
      return ExitCode.OK;
    }
    PastRun run = PastRun.in(against);
    if (transcript != null && run.tables().size() > 1) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--transcript: expected results of one stream, found %d; copy its table to a folder of its own"
              .formatted(run.tables().size()));
    }
    List<Word> words = transcript == null ? List.of() : TranscriptFile.read(transcript);
    if (transcript == null && !rules.matchingWords().isEmpty()) {
      console.note(
          "%s match words: without --transcript they trigger no alert"
              .formatted(String.join(", ", rules.matchingWords())));
    }
    Map<String, Integer> counts = new TreeMap<>();
    long rows =
        run.check(
            rules.check(),
            role,
            words,
            alert -> {
              counts.merge(alert.getRule(), 1, Integer::sum);
              console.line(json ? RecordJson.of(alert) : AlertText.of(alert));
            });
    console.note(
        "%d rows of %d streams: %d alerts %s"
            .formatted(
                rows,
                run.tables().size(),
                counts.values().stream().mapToInt(Integer::intValue).sum(),
                counts));
    return ExitCode.OK;
  }
}
