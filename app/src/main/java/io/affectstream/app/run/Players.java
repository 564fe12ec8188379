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
 * The sources of a run. A source that cannot be opened is reported and skipped; the others are
 * played.
 */
final class Players implements AutoCloseable {

  private final List<StreamPlan> playable = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private final Map<String, Long> lengths = new LinkedHashMap<>();
  private final Map<String, String> unused = new LinkedHashMap<>();
  private Playback playback;

  private Players() {}

  /**
   * Inspects every source, and immediately reports those without any modality that the bundle uses.
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
    players.refused.forEach(why -> progress.note("skipped: " + why));
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
      if (!refused.contains(e.getMessage())) { // all channels of a call fail together
        refused.add(e.getMessage());
      }
    }
  }

  /** Starts playing, each source after its records in the topics. */
  void start(AffectConfig config, IngestListener listener) throws IOException {
    playback = Playback.start(playable, config, listener);
  }

  /** The sources that can be played. */
  List<StreamPlan> playable() {
    return playable;
  }

  /** Their declared lengths in microseconds, if known. */
  Map<String, Long> lengths() {
    return lengths;
  }

  /** Reasons why no row of a stream can be measured, by stream. */
  Map<String, String> unused() {
    return unused;
  }

  /** Descriptions of the sources, by stream. */
  Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    playable.forEach(plan -> sources.put(plan.stream(), plan.source().describe()));
    return sources;
  }

  /** One line for each source that cannot be played. */
  List<String> refused() {
    return refused;
  }

  /**
   * Checks the sources.
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

  /** Reasons for incomplete sources, by stream; waits for the end of playing. */
  Map<String, String> incomplete() throws IOException {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (IngestOutcome outcome : played()) {
      if (outcome instanceof IngestOutcome.BrokenOff broken) {
        reasons.put(broken.summary().stream(), broken.reason());
      }
    }
    return reasons;
  }

  /** Whether all sources are played. */
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

  /** Stops playing; keeps the interrupt flag of this thread. */
  @Override
  public void close() {
    if (playback != null) {
      playback.close();
    }
  }
}
