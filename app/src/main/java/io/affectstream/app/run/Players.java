package io.affectstream.app.run;

import io.affectstream.app.playback.Playback;
import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestOutcome;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.Cancellation;
import io.affectstream.ingest.media.MediaException;
import io.affectstream.ingest.media.MediaInfo;
import io.affectstream.ingest.media.MediaReader;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The sources of a run. One that cannot be opened is told of and left out; the others are played.
 */
final class Players implements AutoCloseable {

  private final List<StreamPlan> playable = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final Map<String, Long> lengths = new LinkedHashMap<>();
  private final Map<String, String> unused = new LinkedHashMap<>();
  private Playback playback;

  private Players() {}

  /**
   * Looks at every source, and says at once which ones hold nothing that the bundle uses.
   *
   * @throws IOException if none can be played
   */
  static Players open(List<StreamPlan> plans, BundleInputs bundle, Progress progress)
      throws IOException {
    Players players = new Players();
    for (StreamPlan plan : plans) {
      players.probe(plan, bundle, progress);
    }
    if (players.playable.isEmpty()) {
      throw new IOException("nothing to analyse: " + String.join("; ", players.refused));
    }
    players.refused.forEach(why -> progress.note("left out: " + why));
    players.unused.forEach((stream, why) -> progress.note(stream + ": " + why));
    return players;
  }

  private void probe(StreamPlan plan, BundleInputs bundle, Progress progress) {
    try (MediaReader reader =
        MediaReader.open(
            plan.source(), plan.options().media(), Long.MAX_VALUE, new Cancellation())) {
      MediaInfo info = reader.info();
      plan.check(info);
      playable.add(plan);
      info.durationMicros().ifPresent(micros -> lengths.put(plan.stream(), micros));
      bundle.unused(plan, info).ifPresent(why -> unused.put(plan.stream(), why));
      info.notes().forEach(note -> progress.note(plan.stream() + ": " + note));
    } catch (MediaException e) {
      if (!refused.contains(e.getMessage())) { // the channels of a call fail alike
        refused.add(e.getMessage());
      }
    }
  }

  /** Begins to play, each source after what the topics hold of it. */
  void start(AffectConfig config, IngestListener listener) throws IOException {
    playback = Playback.start(playable, config, listener);
  }

  /** The sources that can be played. */
  List<StreamPlan> playable() {
    return playable;
  }

  /** Their declared lengths in microseconds, where known. */
  Map<String, Long> lengths() {
    return lengths;
  }

  /** Why no row of a stream will be measured, by stream. */
  Map<String, String> unused() {
    return unused;
  }

  /** What is played, for people, by stream. */
  Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    playable.forEach(plan -> sources.put(plan.stream(), plan.source().describe()));
    return sources;
  }

  /** One line for each source that cannot. */
  List<String> refused() {
    return refused;
  }

  /**
   * Does nothing while all is well.
   *
   * @throws IOException if playing a source failed
   */
  void check() throws IOException {
    for (Future<IngestOutcome> outcome : playback.outcomes()) {
      if (outcome.isDone()) {
        outcome(outcome);
      }
    }
  }

  /** Why sources were incomplete, by stream; waits for the end of playing. */
  Map<String, String> incomplete() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (IngestOutcome outcome : played()) {
      if (outcome instanceof IngestOutcome.BrokenOff broken) {
        reasons.put(broken.summary().stream(), broken.reason());
      }
    }
    return reasons;
  }

  /** Whether no source plays any more. */
  boolean finished() {
    return playback.outcomes().stream().allMatch(Future::isDone);
  }

  /** How playing ended, in the order of the plans; waits for it. */
  List<IngestOutcome> played() throws IOException {
    List<IngestOutcome> outcomes = new ArrayList<>();
    for (Future<IngestOutcome> outcome : playback.outcomes()) {
      outcomes.add(outcome(outcome));
    }
    return outcomes;
  }

  private static IngestOutcome outcome(Future<IngestOutcome> future) throws IOException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while a source was played", e);
    }
  }

  /** Ends what still plays; the interrupt of this thread, if any, stays. */
  @Override
  public void close() {
    if (playback != null) {
      playback.close();
    }
  }
}
