package io.affectstream.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestSpeech;
import io.affectstream.features.testing.TestTools;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The image and the services of {@code docker/compose.yaml} on a real Docker engine, with the
 * faults of real deployments: {@code docker/test-compose.sh}. Skipped, in CI failed, where no
 * engine runs or can be started.
 */
@Timeout(1800)
class ComposeITCase {

  private static final Path SCRIPT = Path.of("..", "docker", "test-compose.sh").toAbsolutePath();

  /** Exit code of the script where there is no engine. */
  private static final int NO_ENGINE = 3;

  @TempDir Path folder;

  @Test
  void theDeploymentRunsThroughFaultsAndLosesNothing() throws Exception {
    List.of("docker", "docker-compose", "debootstrap", "curl", "python3")
        .forEach(TestTools::require);
    Map<String, String> inputs =
        Map.of(
            "AFFECT_FLINK", FlinkHome.require().toString(),
            "AFFECT_SPEECH_MODEL", TestSpeech.koreanModel().toString(),
            "AFFECT_SPEECH_LANGUAGE", "ko",
            "AFFECT_SPEECH", speech().toString());

    try (Program script =
        Program.start(folder, "compose", inputs, List.of(SCRIPT.normalize().toString()))) {
      if (script.exitCode() == NO_ENGINE && !"true".equals(System.getenv("CI"))) {
        Assumptions.abort(script.tail());
      }
      String output = script.succeed();

      System.out.println(output.substring(output.indexOf("| step |")));
      assertThat(output).contains("test-compose: passed");
    }
  }

  private Path speech() {
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    short[] samples =
        TestSpeech.place(4 * TestSpeech.RATE, new int[] {TestSpeech.RATE / 2}, List.of(spoken));
    return TestSpeech.write(samples, folder.resolve("speech.wav"));
  }
}
