package io.affectstream.app.cli;

import io.affectstream.app.playback.MediaProgress;
import io.affectstream.app.playback.Playback;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.IngestSummary;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.ExitCode;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * Implements {@code affect ingest}: plays every plan, several at a time, and reports how each
 * ended.
 */
final class Ingestion {

  private Ingestion() {}

  static int run(List<StreamPlan> plans, AffectConfig config, Console console)
      throws IOException, InterruptedException {
    int code;
    try (Progress progress = console.progress()) {
      Progress.Stage stage = progress.stage("ingest", Progress.MEDIA, OptionalLong.empty());
      code = play(plans, config, progress, stage);
      stage.done();
    }
    return code;
  }

  /** Exit code: a failure takes precedence over an incomplete source. */
  private static int play(
      List<StreamPlan> plans, AffectConfig config, Progress progress, Progress.Stage stage)
      throws IOException, InterruptedException {
    Set<Integer> codes = new HashSet<>();
    try (Playback playback =
        Playback.start(plans, config, new MediaProgress(stage, plans.size()))) {
      List<Future<IngestOutcome>> outcomes = playback.outcomes();
      for (int i = 0; i < plans.size(); i++) {
        codes.add(report(plans.get(i), outcomes.get(i), progress));
      }
    }
    if (codes.contains(ExitCode.FAILED)) {
      return ExitCode.FAILED;
    }
    return codes.contains(ExitCode.INCOMPLETE) ? ExitCode.INCOMPLETE : ExitCode.OK;
  }

  /** Waits for one, prints how it ended and returns its exit code. */
  private static int report(StreamPlan plan, Future<IngestOutcome> outcome, Progress progress)
      throws InterruptedException {
    try {
      IngestOutcome played = outcome.get();
      progress.note(text(played));
      if (played.summary().report().noImageFits()) {
        return ExitCode.FAILED;
      }
      return played instanceof IngestOutcome.BrokenOff ? ExitCode.INCOMPLETE : ExitCode.OK;
    } catch (ExecutionException e) {
      progress.note(plan.stream() + ": not played: " + e.getCause().getMessage());
      return ExitCode.FAILED;
    }
  }

  private static String text(IngestOutcome outcome) {
    IngestSummary summary = outcome.summary();
    if (outcome instanceof IngestOutcome.Completed && summary.records() == 0) {
      return summary.stream() + ": is on the topics already, complete; nothing was added";
    }
    String end = "played";
    if (outcome instanceof IngestOutcome.BrokenOff) {
      end = "incomplete, closed";
    } else if (outcome instanceof IngestOutcome.Cancelled) {
      end = "stopped";
    }
    String line =
        String.format(
            Locale.ROOT,
            "%s: %s, %.2f s, %d images, %d chunks of sound, %d records",
            summary.stream(),
            end,
            summary.mediaMicros() / 1e6,
            summary.report().images(),
            summary.report().sounds(),
            summary.records());
    return summary.remarks().isEmpty() ? line : line + "; " + String.join("; ", summary.remarks());
  }
}
