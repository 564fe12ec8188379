package io.affectstream.jobs.submit;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.jobs.alerts.RuleTopic;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.FlinkSection;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.pipeline.TranscribeJob;
import io.affectstream.jobs.topics.AccessCheck;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.operators.source.RuleArrival;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Submits the jobs to a cluster. */
public final class JobSubmission {

  private static final Logger LOG = LoggerFactory.getLogger(JobSubmission.class);

  /** Checks the job's rights with the broker. */
  @FunctionalInterface
  private interface Check {
    void ask() throws TopicException, IOException, InterruptedException;
  }

  private JobSubmission() {}

  /**
   * Executes the affect job in the environment of this program. Parallelism and checkpoint folder
   * are those of the cluster or the submission unless configured.
   *
   * @throws TopicException if the topics are missing or access is denied, provided that the broker
   *     is reachable from here
   * @throws BundleException if the bundle is refused here, where the settings are derived from it
   * @throws Exception if Flink refuses the job
   */
  public static void submit(AffectConfig config) throws Exception {
    ModelSource models = BundleChoice.of(config.model());
    AffectConfig resolved = withParallelism(config);
    PipelineSettings settings = SettingsFactory.of(resolved, models, models.open());
    List<RuleArrival> rules = new ArrayList<>();
    checkAccess(
        () -> {
          AffectJob.checkAccess(resolved);
          rules.addAll(RuleTopic.read(resolved.kafka()));
        });
    AffectJob.on(resolved, settings.knowing(rules), config.flink().checkpointDir())
        .execute(AffectJob.NAME);
  }

  /** As {@link #submit}, the transcription job. */
  public static void transcribe(AffectConfig config) throws Exception {
    AffectConfig resolved = withParallelism(config);
    checkAccess(() -> TranscribeJob.checkAccess(resolved.kafka()));
    TranscribeJob.on(resolved, SettingsFactory.speech(resolved), config.flink().checkpointDir())
        .execute(TranscribeJob.NAME);
  }

  private static AffectConfig withParallelism(AffectConfig config) {
    FlinkSection flink = config.flink();
    return flink.parallelism() > 0
        ? config
        : config.with(
            flink.withParallelism(
                StreamExecutionEnvironment.getExecutionEnvironment().getParallelism()));
  }

  /**
   * The submitting machine does not have to reach the broker; if it does, it must be authorised.
   */
  private static void checkAccess(Check rights)
      throws TopicException, IOException, InterruptedException {
    try {
      rights.ask();
    } catch (AccessCheck.UnreachableException e) {
      LOG.warn(
          "access to the topics was not checked from here, and alert rules may arrive after rows: {}",
          e.getMessage());
    }
  }
}
