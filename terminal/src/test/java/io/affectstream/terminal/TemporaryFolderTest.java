package io.affectstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemporaryFolderTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @TempDir Path parent;

  private TemporaryFolder open(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("affect.tmp", "true");
    properties.setProperty("java.io.tmpdir", folder.toString());
    return TemporaryFolder.open(properties, new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  @Test
  void isRemovedWithAllItHoldsAndWithWhatKilledProcessesLeft() throws Exception {
    Path own = parent.resolve(Long.toString(ProcessHandle.current().pid()));
    Path gone = Files.createDirectories(parent.resolve("999999999999").resolve("natives"));
    Path foreign = Files.createDirectories(parent.resolve("not-a-process"));
    Path alive = Files.createDirectories(parent.resolve("1"));
    try (TemporaryFolder folder = open(own)) {
      assertThat(folder).isNotNull();
      assertThat(own).isEmptyDirectory();
      assertThat(gone.getParent()).doesNotExist();
      Files.writeString(Files.createDirectories(own.resolve("onnx")).resolve("lib.so"), "x");
    }
    assertThat(own).doesNotExist();
    assertThat(foreign).exists();
    assertThat(alive).exists();
    assertThat(err.size()).isZero();
  }

  @Test
  void withoutTheLauncherNothingIsRemoved() throws Exception {
    Properties properties = new Properties();
    properties.setProperty("java.io.tmpdir", parent.toString());
    TemporaryFolder.open(properties, System.err).close();
    assertThat(parent).isDirectory();
  }
}
