package io.affectstream.jobs.submit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.api.common.JobID;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobMainTest {

  private static final int CLUSTER_PARALLELISM = 5;

  @TempDir Path folder;

  /** Replaces the environment of Flink's client, and keeps the executed graph. */
  private static final class Submissions extends StreamExecutionEnvironment {

    private static StreamGraph submitted;

    private Submissions(Configuration configuration) {
      super(configuration);
    }

    static void begin() {
      submitted = null;
      initializeContextEnvironment(
          job -> {
            Configuration both = new Configuration();
            both.set(CoreOptions.DEFAULT_PARALLELISM, CLUSTER_PARALLELISM);
            both.addAll(job);
            return new Submissions(both);
          });
    }

    static void end() {
      resetContextEnvironment();
    }

    @Override
    public JobExecutionResult execute(StreamGraph graph) {
      submitted = graph;
      return new JobExecutionResult(new JobID(), 0, Map.of());
    }
  }

  @BeforeEach
  void open() {
    Submissions.begin();
  }

  @AfterEach
  void close() {
    Submissions.end();
  }

  private static StreamGraph submit(String... arguments) throws Exception {
    JobMain.main(arguments);
    return Submissions.submitted;
  }

  private static int parallelism(StreamGraph graph, String name) {
    return graph.getStreamNodes().stream()
        .filter(node -> node.getOperatorName().equals(name))
        .findFirst()
        .orElseThrow()
        .getParallelism();
  }

  @Test
  void parallelismAndCheckpointFolderAreThoseOfTheClusterUnlessConfigured() throws Exception {
    StreamGraph plain = submit("-b", "h:1");
    assertThat(plain.getJobName()).isEqualTo("affect");
    assertThat(parallelism(plain, "align")).isEqualTo(CLUSTER_PARALLELISM);
    assertThat(plain.getJobConfiguration().getOptional(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEmpty();

    Path file =
        Files.writeString(
            folder.resolve("affect.yaml"),
            "kafka: {bootstrap-servers: 'h:1'}\n"
                + "flink: {parallelism: 7, checkpoint-dir: 's3://a/b'}");
    StreamGraph configured = submit("--config", file.toString(), "--set", "flink.parallelism=3");
    assertThat(parallelism(configured, "align")).isEqualTo(3);
    assertThat(configured.getJobConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .isEqualTo("s3://a/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --nope                     | expected an option of this command, found '--nope'; see 'flink run affectstream.jar --help'
          -b                         | Missing required parameter for option '--bootstrap-servers' (HOST:PORT); see 'flink run affectstream.jar --help'
          --topic-prefix a           | expected a Kafka cluster, found none; give --bootstrap-servers HOST:PORT
          -b h:1 --config none.yaml  | configuration: --config: expected an existing file, found 'none.yaml'
          -b h:1 --set vision.face=1 | configuration: vision.face: expected a known key (--set), found '1'; did you mean 'vision.faces'?
          """)
  void wrongArgumentsGetOneLineAndSubmitNothing(String arguments, String message) {
    assertThatThrownBy(() -> submit(arguments.split(" +")))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessageStartingWith("flink run affectstream.jar: " + message)
        .message()
        .hasLineCount(1);
    assertThat(Submissions.submitted).isNull();
  }

  @Test
  void aBundleThatIsRefusedIsSaidSo() {
    assertThatThrownBy(() -> submit("-b", "h:1", "--bundle", folder.toString()))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessageContaining("bundle " + folder + " is refused, 1 problem");
  }

  @Test
  void transcriptionIsSubmittedWithModelsThatAreThere() throws Exception {
    String[] nowhere = {"-b", "h:1", "--models", folder.resolve("none").toString()};
    assertThatThrownBy(() -> TranscribeMain.main(nowhere))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessageContaining("expected a speech model, found none");
    assertThat(Submissions.submitted).isNull();

    TranscribeMain.main(new String[] {"-b", "h:1", "--set", "speech.models.ko=" + folder});
    assertThat(Submissions.submitted.getJobName()).isEqualTo("transcribe");
    assertThat(parallelism(Submissions.submitted, "transcribe")).isEqualTo(CLUSTER_PARALLELISM);
  }

  @Test
  void helpSubmitsNothing() throws Exception {
    assertThat(submit("--help")).isNull();
  }
}
