package io.affectstream.jobs.pipeline;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.jobs.analyze.BundleChoice;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.FlinkConfig;
import io.affectstream.jobs.topics.AccessCheck;
import io.affectstream.jobs.topics.TopicException;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The affect job on the cluster it is submitted to. */
public final class JobSubmission {

  private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

  private JobSubmission() {}

  /**
   * Executes the job in the environment of this program. Parallelism and checkpoint folder are the
   * cluster's, or those of the submission, unless the configuration has them.
   *
   * @throws TopicException if the topics are missing or may not be used, as far as the broker can
   *     be reached from here
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
    checkAccess(resolved);
    AffectJob.on(resolved, settings, flink.checkpointDir()).execute(AffectJob.NAME);
  }

  /** A machine that submits need not reach the broker; one that does must be let in. */
  private static void checkAccess(AffectConfig config) throws TopicException, InterruptedException {
    try {
      AffectJob.checkAccess(config.kafka());
    } catch (AccessCheck.UnreachableException e) {
      LOG.warn("access to the topics was not checked from here: {}", e.getMessage());
    }
  }
}
