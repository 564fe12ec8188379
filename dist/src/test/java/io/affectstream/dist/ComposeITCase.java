package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.affectstream.features.testing.TestSpeech;
import io.affectstream.features.testing.TestTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The images and the services of {@code docker/compose.yaml} on a real Docker engine, with the
 * faults of real deployments: {@code docker/test-compose.sh}.
 */
@Timeout(1500)
class ComposeITCase {

  private static final Path REPOSITORY = Path.of("..").toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void theDeploymentRunsThroughFaultsAndLosesNothing() throws Exception {
    List.of("docker", "docker-compose", "dockerd", "debootstrap", "curl")
        .forEach(TestTools::require);
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root to start an engine");
    Path flink = FlinkHome.require();
    String speech = TestSpeech.koreanModel().toString();

    try (Program script =
        Program.start(
            folder,
            "compose",
            Map.of(
                "AFFECT_FLINK",
                flink.toString(),
                "AFFECT_SPEECH_MODEL",
                speech,
                "AFFECT_SPEECH_LANGUAGE",
                "ko"),
            List.of(REPOSITORY.resolve("docker/test-compose.sh").toString()))) {
      String output = script.succeed();

      System.out.println(output.substring(output.indexOf("| step |")));
      assertThat(output).endsWith("test-compose: passed\n");
    }
  }
}
