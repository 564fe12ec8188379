package io.affectstream.app.replay;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.run.AnalyzeArguments;
import io.affectstream.app.run.AnalyzeRun;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/**
 * Replays an archive, in strict mode, on a broker and a cluster of this process, and compares the
 * results. Nothing is written to the cluster of the archive: neither records nor offsets.
 */
public final class Replay {

  private final ReplayArguments arguments;

  /** A replay. */
  public Replay(ReplayArguments arguments) {
    this.arguments = arguments;
  }

  /**
   * Runs to the end.
   *
   * @throws Exception with a message for users, if the archive or the earlier run cannot be read or
   *     the job fails
   */
  public VerificationResult run(Progress progress) throws Exception {
    EarlierRun earlier = EarlierRun.at(arguments.against(), arguments.config().kafka());
    Path scratch = arguments.work().temporary().resolve("replay");
    try (ResultSpool expected = new ResultSpool(scratch.resolve("expected"));
        ResultSpool found = new ResultSpool(scratch.resolve("found"))) {
      earlier.addTo(expected);
      expected.seal();
      if (expected.streams().isEmpty()) {
        throw new IOException(
            "--verify %s: expected rows or events of an earlier run, found none"
                .formatted(arguments.against()));
      }
      if (arguments.plans().isEmpty()) {
        new TopicReplay(arguments).run(new SpoolingHandler(found, earlier.rendering()), progress);
      } else {
        playFiles(found, earlier.rendering(), progress);
      }
      found.seal();
      // Files have no rules, so that playing them triggers no alerts.
      Set<ResultKind> kinds =
          arguments.plans().isEmpty()
              ? EnumSet.allOf(ResultKind.class)
              : EnumSet.of(ResultKind.FRAME, ResultKind.EVENT);
      return Verification.of(expected, found, arguments.streams(), arguments.tolerance(), kinds);
    }
  }

  private void playFiles(ResultSpool found, Rendering rendering, Progress progress)
      throws Exception {
    AffectConfig config = arguments.config().withBootstrapServers("");
    ModelSource models = BundleChoice.of(config.model());
    Path out = Files.createDirectories(arguments.work().temporary().resolve("out"));
    AnalyzeArguments analysis =
        new AnalyzeArguments(arguments.plans(), out, arguments.work(), config);
    SpoolingHandler handler = new SpoolingHandler(found, rendering);
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void frame(AffectFrame frame) {
            unchecked(() -> handler.frame(frame));
          }

          @Override
          public void event(AffectEvent event) {
            unchecked(() -> handler.event(event));
          }
        };
    var outcome = new AnalyzeRun(analysis, models, listener).run(progress);
    if (!outcome.refused().isEmpty()) {
      throw new IOException(String.join("; ", outcome.refused()));
    }
  }

  private interface Writing {
    void run() throws IOException;
  }

  private static void unchecked(Writing writing) {
    try {
      writing.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
