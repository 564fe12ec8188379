package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;

/**
 * State is restored by the uid of its operator: none may be missing, duplicate, renamed or removed.
 * The lists are the contents of users' savepoints; new operators are added to them, nothing else
 * changes.
 */
class OperatorUidsTest {

  private static AffectConfig config() throws Exception {
    return ConfigReader.read(
        Optional.empty(), List.of("kafka.bootstrap-servers=127.0.0.1:9092", "flink.parallelism=1"));
  }

  private static List<String> uids(StreamExecutionEnvironment env) {
    return env.getStreamGraph().getStreamNodes().stream()
        .map(StreamNode::getTransformationUID)
        .sorted()
        .toList();
  }

  private static List<String> stored(String name) throws Exception {
    try (InputStream in = OperatorUidsTest.class.getResourceAsStream("/state/" + name + ".uids")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static void assertKept(StreamExecutionEnvironment env, String name) throws Exception {
    List<String> uids = uids(env);
    assertThat(uids).doesNotContainNull().doesNotHaveDuplicates();
    assertThat(uids)
        .as("uids of the %s job against src/test/resources/state/%s.uids", name, name)
        .isEqualTo(stored(name));
  }

  @Test
  void theAffectJobKeepsItsUids() throws Exception {
    AffectConfig config = config();
    ModelSource models = BundleChoice.of(config.model());
    assertKept(
        AffectJob.on(config, SettingsFactory.of(config, models, models.open()), ""), "affect");
  }

  @Test
  void theTranscribeJobKeepsItsUids() throws Exception {
    AffectConfig config = config();
    assertKept(TranscribeJob.on(config, SettingsFactory.speech(config), ""), "transcribe");
  }
}
