package io.affectstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.config.FlinkSection;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said where the embedded cluster cannot start. */
class EmbeddedFlinkTest {

  @Test
  void eachProblemNamesItsRemedy() throws Exception {
    assertThat(problem(new BindException("Address already in use")))
        .isEqualTo(
            "embedded Flink: port 8081 is in use; stop what listens there, or set flink.web-port"
                + " (0: any that is free)");
    assertThat(problem(new UnknownHostException("box: Name or service not known")))
        .contains("name of this machine", "box", "/etc/hosts");
    assertThat(problem(new IOException("No space left on device")))
        .isEqualTo("embedded Flink: could not start below /work: No space left on device");
  }

  private static String problem(Exception cause) throws Exception {
    FlinkSection flink =
        ConfigReader.read(Optional.empty(), List.of("flink.web-port=8081")).flink();
    return EmbeddedFlink.problem(new Exception("start", cause), Path.of("/work"), flink);
  }
}
