package io.affectstream.bench.profile;

import io.affectstream.bench.figures.Spread;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.pipeline.PipelineSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Our own work on one thread, stage by stage, without Kafka and Flink. */
public final class StageMeasurement {

  private StageMeasurement() {}

  /**
   * CPU milliseconds per frame by stage.
   *
   * @param repeats measured passes over the media, after one warm-up pass
   * @throws IOException if the media contain no images
   */
  public static Map<String, Spread> run(
      List<StreamPlan> plans, ModelSource models, PipelineSettings settings, int repeats)
      throws Exception {
    List<StageTimes> passes = new ArrayList<>();
    try (ModelRuntime.Lease lease = ModelRuntime.lease(models, settings.runtime())) {
      for (int i = 0; i <= repeats; i++) {
        passes.add(pass(plans, lease.runtime(), settings));
      }
    }
    passes.remove(0);
    Map<String, Spread> stages = new LinkedHashMap<>();
    for (Stage stage : Stage.values()) {
      stages.put(
          stage.label(),
          Spread.of(passes.stream().mapToDouble(pass -> pass.perFrame(stage)).toArray()));
    }
    return stages;
  }

  /** One pass over the media. */
  static StageTimes pass(List<StreamPlan> plans, ModelRuntime runtime, PipelineSettings settings)
      throws Exception {
    StageTimes times = new StageTimes();
    for (StreamPlan plan : plans) {
      BareLoop.play(plan, runtime, settings, times);
    }
    if (times.frames() == 0) {
      throw new IOException("expected a video with images, found none; nothing to divide by");
    }
    return times;
  }
}
