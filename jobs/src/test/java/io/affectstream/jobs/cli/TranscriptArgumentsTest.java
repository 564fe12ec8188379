package io.affectstream.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptArgumentsTest {

  @TempDir Path folder;

  private Path talk;
  private Path other;

  @BeforeEach
  void files() throws Exception {
    talk = Files.writeString(folder.resolve("talk.srt"), "");
    other = Files.writeString(folder.resolve("x=y.vtt"), "");
  }

  @Test
  void belongsToTheOnlySourceWhateverItsName() throws Exception {
    assertThat(TranscriptArguments.bySource(List.of(other.toString()), List.of("clip")))
        .isEqualTo(Map.of("clip", other));
  }

  @Test
  void belongsToTheSourceOfTheSameNameOrTheOneNamed() throws Exception {
    assertThat(
            TranscriptArguments.bySource(
                List.of(talk.toString(), "clips/clip.mp4=" + other), List.of("talk", "clip")))
        .isEqualTo(Map.of("talk", talk, "clip", other));
  }

  @Test
  void whatFitsNoSourceOrTwiceIsRefused() {
    assertThatThrownBy(
            () -> TranscriptArguments.bySource(List.of(talk.toString()), List.of("a", "b")))
        .isInstanceOf(CommandFailure.class)
        .hasMessage(
            "--transcript: 'talk' fits none of the sources [a, b]; write SOURCE=%s"
                .formatted(talk));
    assertThatThrownBy(
            () ->
                TranscriptArguments.bySource(
                    List.of(talk.toString(), "talk=" + other), List.of("talk", "b")))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("two files for 'talk'");
  }
}
