package io.affectstream.jobs.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path parent;

  @Test
  void aSecondUserIsRefusedAndToldTheProcess() throws Exception {
    Path folder = parent.resolve("work");
    try (WorkFolder first = WorkFolder.open(folder)) {
      assertThatThrownBy(() -> WorkFolder.open(folder).close())
          .isInstanceOf(IOException.class)
          .hasMessageContaining(first.path().toString())
          .hasMessageContaining("process " + ProcessHandle.current().pid())
          .hasMessageContaining("--work");
    }
    try (WorkFolder again = WorkFolder.open(folder)) {
      assertThat(again.path()).isDirectory();
    }
  }

  @Test
  void closingKeepsDataAndRemovesTemporaryFiles() throws Exception {
    Path folder = parent.resolve("work");
    try (WorkFolder work = WorkFolder.open(folder)) {
      Files.writeString(Files.createDirectories(work.kafka()).resolve("data"), "kept");
      Files.writeString(
          Files.createDirectories(work.temporary().resolve("a/b")).resolve("c"), "gone");
    }
    assertThat(folder.resolve("kafka/data")).hasContent("kept");
    assertThat(folder.resolve("tmp")).doesNotExist();
  }

  @Test
  void aCompleteRunLeavesNothing() throws Exception {
    Path folder = parent.resolve("work");
    try (WorkFolder work = WorkFolder.open(folder)) {
      Files.writeString(Files.createDirectories(work.kafka()).resolve("data"), "x");
      work.removeOnClose();
    }
    assertThat(folder).doesNotExist();
  }

  @Test
  void aRunThatNeverBeganLeavesNothing() throws Exception {
    Path folder = parent.resolve("work");
    WorkFolder.open(folder).close();
    assertThat(folder).doesNotExist();
  }

  @Test
  void temporaryFilesOfAKilledProcessAreRemovedAtTheNextStart() throws Exception {
    Path folder = parent.resolve("work");
    Path stale = Files.createDirectories(folder.resolve("tmp")).resolve("stale.so");
    Files.writeString(stale, "x");
    Files.writeString(folder.resolve("lock"), "1");
    try (WorkFolder work = WorkFolder.open(folder)) {
      assertThat(work.temporary()).isEmptyDirectory();
    }
  }

  @Test
  void aFolderOfSomebodyElseIsRefusedAndLeftAlone() throws Exception {
    Path file = Files.writeString(parent.resolve("thesis.txt"), "x");
    assertThatThrownBy(() -> WorkFolder.open(parent).close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("found other files");
    assertThat(file).hasContent("x");
    assertThat(parent.resolve("lock")).doesNotExist();
  }
}
