package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.jobs.config.ConfigReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.executiongraph.failover.RestartBackoffTimeStrategyFactoryLoader;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.tasks.CheckpointCoordinatorConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;

/** The failure settings of the configuration are those in the graph of a job. */
class JobConfigurationTest {

  private static JobGraph graph(String... settings) throws Exception {
    List<String> all = new ArrayList<>(List.of("flink.parallelism=1"));
    all.addAll(List.of(settings));
    Configuration job = JobConfiguration.of(ConfigReader.read(Optional.empty(), all), "");
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(job);
    env.fromSequence(0, 1).uid("numbers").sinkTo(new DiscardingSink<>()).uid("nowhere");
    return env.getStreamGraph().getJobGraph();
  }

  /** The strategy that Flink's scheduler derives from the graph without settings of the cluster. */
  private static String restarts(JobGraph graph) {
    return RestartBackoffTimeStrategyFactoryLoader.createRestartBackoffTimeStrategyFactory(
            graph.getJobConfiguration(), new Configuration(), true)
        .create()
        .toString();
  }

  private static CheckpointCoordinatorConfiguration checkpoints(JobGraph graph) {
    return graph.getCheckpointingSettings().getCheckpointCoordinatorConfiguration();
  }

  @Test
  void restartsPauseLongerAndLongerUntilTheAttemptsAreUsedUp() throws Exception {
    assertThat(restarts(graph("flink.restart-attempts=3", "flink.restart-delay=10 s")))
        .contains("ExponentialDelay")
        .contains("initialBackoffMS=10000,")
        .contains("maxBackoffMS=60000,")
        .contains("backoffMultiplier=2.0,")
        .contains("resetBackoffThresholdMS=600000,")
        .contains("attemptsBeforeResetBackoff=3,");
    assertThat(restarts(graph("flink.restart-attempts=0"))).contains("NoRestart");
  }

  @Test
  void failedCheckpointsAreToleratedAsOftenAsConfigured() throws Exception {
    assertThat(checkpoints(graph()).getTolerableCheckpointFailureNumber()).isEqualTo(5);
    assertThat(
            checkpoints(graph("flink.failed-checkpoints=0")).getTolerableCheckpointFailureNumber())
        .isZero();
    assertThat(checkpoints(graph("flink.checkpoint-timeout=7 s")).getCheckpointTimeout())
        .isEqualTo(Duration.ofSeconds(7).toMillis());
  }
}
