package io.affectstream.jobs.pipeline;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.jobs.analyze.BundleChoice;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.FlinkConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The affect job on the cluster it is submitted to. */
public final class JobSubmission {

  private JobSubmission() {}

  /**
   * Executes the job in the environment of this program. Parallelism and checkpoint folder are the
   * cluster's, or those of the submission, unless the configuration has them.
   *
   * @throws BundleException if the bundle is refused here, where the settings are derived from it
   * @throws Exception if Flink refuses the job
   */
  public static void submit(AffectConfig config) throws Exception {
    ModelSource models = BundleChoice.of(config.model());
    FlinkConfig flink = config.flink();
    AffectConfig resolved =
        flink.parallelism() > 0
            ? config
            : config.with(
                flink.withParallelism(
                    StreamExecutionEnvironment.getExecutionEnvironment().getParallelism()));
    PipelineSettings settings = SettingsFactory.of(resolved, models, models.open());
    AffectJob.on(resolved, settings, flink.checkpointDir()).execute(AffectJob.NAME);
  }
}
