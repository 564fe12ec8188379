package io.affectstream.bench.where;

import io.affectstream.features.align.Segment;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeCounter;
import io.affectstream.features.episodes.EpisodeFrame;
import io.affectstream.features.episodes.EpisodeState;
import io.affectstream.features.episodes.EpisodeTracker;
import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.smoothing.StreamingSmoother;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.operators.fuse.FusedRow;
import io.affectstream.operators.smooth.DecidedRow;
import io.affectstream.schemas.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.ObjIntConsumer;

/** Converts predictions to rows with smoothed labels and to episodes, for one stream in memory. */
public final class Decisions {

  private final StreamingSmoother filter;
  private final EpisodeTracker tracker;
  private final int halo;
  private final EpisodeCounter counter = new EpisodeCounter();
  private final Map<Integer, Subject> subjects = new HashMap<>();
  private final Consumer<DecidedRow> rows;
  private final ObjIntConsumer<EpisodeChange> changes;

  private static final class Subject {
    private final SmootherState filter = new SmootherState();
    private final EpisodeState episodes = new EpisodeState();
    private final Queue<FusedRow> undecided = new ArrayDeque<>();
  }

  /**
   * @param rows receives each row once its label is decided, in order of faces' labels
   * @param changes receives episodes and their faces
   */
  public Decisions(
      PipelineSettings settings, Consumer<DecidedRow> rows, ObjIntConsumer<EpisodeChange> changes) {
    this.filter = new StreamingSmoother(settings.smoothing());
    this.tracker = new EpisodeTracker(settings.episodes());
    this.halo = settings.alignment().halo();
    this.rows = rows;
    this.changes = changes;
  }

  /** The rows of a segment's centres. */
  public List<FusedRow> rows(Segment segment, List<Prediction> predictions) {
    List<FusedRow> fused = new ArrayList<>(predictions.size());
    for (int i = 0; i < predictions.size(); i++) {
      fused.add(FusedRow.of(segment, segment.centres().get(i), predictions.get(i), halo));
    }
    return fused;
  }

  /** Adds the rows of the next segment; the closing one decides the rest. */
  public void take(Segment segment, List<FusedRow> fused) {
    fused.forEach(row -> push(segment.stream(), row));
    if (!segment.close().isEmpty()) {
      finish(segment.stream());
    }
  }

  private void push(String stream, FusedRow row) {
    if (row.reason() != Reason.MEASURED) {
      rows.accept(new DecidedRow(stream, row, -1, -1, DecidedRow.NOBODY, ""));
      return;
    }
    Subject subject = subjects.computeIfAbsent(row.face(), face -> new Subject());
    subject.undecided.add(row);
    filter.push(
        subject.filter, mostProbable(row.expression()), label -> decide(stream, subject, label));
  }

  private void finish(String stream) {
    subjects.forEach(
        (face, subject) -> {
          filter.flush(subject.filter, label -> decide(stream, subject, label));
          tracker.close(subject.episodes, change -> changes.accept(change, face));
        });
  }

  private void decide(String stream, Subject subject, int label) {
    FusedRow row = subject.undecided.remove();
    rows.accept(
        new DecidedRow(stream, row, mostProbable(row.expression()), label, DecidedRow.NOBODY, ""));
    tracker.frame(
        subject.episodes,
        counter,
        new EpisodeFrame(row.time(), row.interval(), label, row.expression(), row.actionUnits()),
        change -> changes.accept(change, row.face()));
  }

  private static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      best = probabilities[i] > probabilities[best] ? i : best;
    }
    return best;
  }
}
