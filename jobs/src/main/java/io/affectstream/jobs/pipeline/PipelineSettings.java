package io.affectstream.jobs.pipeline;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.stream.StreamAnalyser;
import io.affectstream.inference.stream.StreamPipeline;
import io.affectstream.operators.output.BundleFacts;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.operators.vision.VisionConfig;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the stages; each gets only its own part.
 *
 * @param models location of the bundle
 * @param runtime device and batches
 * @param bundle identity and thresholds of the bundle
 * @param vision vision stage
 * @param tracking identity of faces
 * @param alignment alignment; the grid is the bundle's
 * @param smoothing smoothing filter
 * @param episodes episodes
 * @param pitchTracker name of the pitch tracker; empty = the first available
 * @param idleTimeout wall-clock silence after which a stream is ended
 * @param streamLagMetrics maximum number of streams per instance with separate lag metrics
 * @param liveEvery a provisional row for every n-th row; 0 = none
 * @param rules alert rules known at submission
 */
public record PipelineSettings(
    ModelSource models,
    RuntimeConfig runtime,
    BundleFacts bundle,
    VisionConfig vision,
    TrackerConfig tracking,
    AlignmentConfig alignment,
    SmoothingConfig smoothing,
    EpisodeConfig episodes,
    String pitchTracker,
    Duration idleTimeout,
    int streamLagMetrics,
    int liveEvery,
    List<RuleArrival> rules) {

  /** The same with these alert rules known before the first row. */
  public PipelineSettings knowing(List<RuleArrival> known) {
    return new PipelineSettings(
        models,
        runtime,
        bundle,
        vision,
        tracking,
        alignment,
        smoothing,
        episodes,
        pitchTracker,
        idleTimeout,
        streamLagMetrics,
        liveEvery,
        List.copyOf(known));
  }

  /** The part that the stages need outside of Flink. */
  public StreamPipeline.Settings stream() {
    return new StreamPipeline.Settings(
        new StreamAnalyser.Settings(
            alignment, tracking, pitchTracker, vision.limits(), vision.schedule()),
        smoothing,
        episodes);
  }
}
