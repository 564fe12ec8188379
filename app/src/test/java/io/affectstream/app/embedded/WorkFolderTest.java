package io.affectstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path parent;

  @Test
  void aSecondUserIsRefusedWithTheIdOfTheProcess() throws Exception {
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
  void theSameRunIsContinued() throws Exception {
    stopped(Map.of("bundle", "face-2", "a: content", "1 bytes, 00"));
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      assertThat(work.begin(origin(Map.of("a: content", "1 bytes, 00", "bundle", "face-2"))))
          .isEmpty();
      assertThat(work.continues()).isTrue();
      assertThat(work.kafka().resolve("data")).hasContent("of the stopped run");
    }
  }

  @Test
  void anotherRunStartsAnewAndSaysWhatDiffers() throws Exception {
    stopped(Map.of("bundle", "face-2", "a: content", "1 bytes, 00", "b: content", "2 bytes, 11"));
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      assertThat(
              work.begin(
                  origin(
                      Map.of(
                          "bundle",
                          "face-2",
                          "a: content",
                          "1 bytes, 22",
                          "c: content",
                          "3, 3",
                          "c: language",
                          "ko"))))
          .containsExactly(
              "a: content: was '1 bytes, 00', is '1 bytes, 22'",
              "b: is no longer there",
              "c: was not there");
      assertThat(work.continues()).isFalse();
      assertThat(work.kafka()).doesNotExist();
    }
  }

  @Test
  void whatCannotBeComparedIsNeverContinued() throws Exception {
    stopped(Map.of("cam: content", "?camera 0 may show something else"));
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      assertThat(work.begin(origin(Map.of("cam: content", "?camera 0 may show something else"))))
          .containsExactly("cam: content: camera 0 may show something else");
      assertThat(work.continues()).isFalse();
    }
  }

  @Test
  void aFolderThatNotedNothingIsNotContinued() throws Exception {
    stopped(Map.of("bundle", "face-2"));
    Files.delete(parent.resolve("work/origin.properties"));
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      assertThat(work.begin(origin(Map.of("bundle", "face-2")))).hasSize(1);
      assertThat(work.kafka()).doesNotExist();
    }
  }

  @Test
  void aCompleteRunOnABrokerThatStaysLeavesNothing() throws Exception {
    stopped(Map.of("bundle", "face-2"));
    Files.writeString(parent.resolve("work/run-name"), "run-1");
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      work.removeOnClose();
    }
    assertThat(parent.resolve("work")).doesNotExist();
  }

  /** A run that was stopped in the middle. */
  private void stopped(Map<String, String> facts) throws Exception {
    try (WorkFolder work = WorkFolder.open(parent.resolve("work"))) {
      assertThat(work.begin(origin(facts))).isEmpty();
      assertThat(work.continues()).isFalse();
      Files.writeString(
          Files.createDirectories(work.kafka()).resolve("data"), "of the stopped run");
    }
  }

  private static WorkOrigin origin(Map<String, String> facts) {
    return new WorkOrigin(facts);
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
