package io.affectstream.inference.stream;

import io.affectstream.features.align.Segment;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.EpisodesState;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.RowSmoother;
import io.affectstream.features.rows.SmoothState;
import io.affectstream.features.rows.StreamEpisodes;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.fusion.FusedRows;
import io.affectstream.inference.fusion.Prediction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * One stream in memory, from its records to rows and events: every stage of the job one after the
 * other on the calling thread, without Kafka and Flink, with the same results. Not thread-safe; one
 * use, each modality in order.
 */
public final class StreamPipeline implements AutoCloseable {

  /**
   * What the stages are built with.
   *
   * @param analysis stages up to the predictions
   * @param smoothing smoothing filter
   * @param episodes episodes
   */
  public record Settings(
      StreamAnalyser.Settings analysis, SmoothingConfig smoothing, EpisodeConfig episodes) {}

  private final StreamAnalyser analyser;
  private final RowSmoother smoother;
  private final StreamEpisodes episodes;
  private final int halo;
  private final StageListener stages;
  private final Consumer<DecidedRow> rows;
  private final Consumer<StreamEvent> events;
  private final SmoothState smoothState = new SmoothState();
  private final EpisodesState episodesState = new EpisodesState();
  private final List<DecidedRow> decided = new ArrayList<>();

  /**
   * A stream before its first record.
   *
   * @param models a running bundle; remains the caller's to close
   * @param stages is notified of each stage
   * @param rows receives the rows in order of frame and face
   * @param events receives the events in order
   */
  public StreamPipeline(
      ModelRuntime models,
      Settings settings,
      StageListener stages,
      Consumer<DecidedRow> rows,
      Consumer<StreamEvent> events) {
    this.analyser = new StreamAnalyser(models, settings.analysis(), stages, this::decide);
    this.smoother =
        new RowSmoother(settings.smoothing(), settings.analysis().tracking().maxGapMicros());
    this.episodes = new StreamEpisodes(settings.episodes());
    this.halo = settings.analysis().alignment().halo();
    this.stages = stages;
    this.rows = rows;
    this.events = events;
  }

  /** Where the records of the stream go. */
  public StreamAnalyser records() {
    return analyser;
  }

  private void decide(Segment segment, List<Prediction> predictions) {
    stages.began(Stage.DECIDE);
    FusedSegment fused = FusedRows.of(segment, predictions, halo);
    List<StreamEvent> caused = new ArrayList<>();
    boolean unused = smoother.push(smoothState, fused, decided::add);
    decided.forEach(row -> episodes.push(episodesState, row, caused::add));
    stages.ended(Stage.DECIDE);
    decided.stream().filter(row -> row.row() != null).forEach(rows);
    caused.forEach(events);
    decided.clear();
  }

  @Override
  public void close() {
    analyser.close();
  }
}
