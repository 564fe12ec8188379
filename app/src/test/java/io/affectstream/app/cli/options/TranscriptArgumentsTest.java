package io.affectstream.app.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.media.StreamIds;
import io.affectstream.terminal.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

  private Map<String, Path> byStream(List<String> media, Object... arguments)
      throws CommandFailure {
    List<MediaSource> sources = new ArrayList<>();
    media.forEach(name -> sources.add(new MediaSource.File(folder.resolve(name))));
    return new TranscriptArguments(sources, StreamIds.of(sources))
        .byStream(List.of(arguments).stream().map(Object::toString).toList());
  }

  @Test
  void belongsToTheOnlySourceWhateverItsName() throws Exception {
    assertThat(byStream(List.of("clip.mp4"), other)).isEqualTo(Map.of("clip", other));
  }

  @Test
  void belongsToTheSourceOfTheSameNameOrTheOneNamed() throws Exception {
    List<String> media = List.of("talk.mp4", "clips/clip.mp4", "a=b.mp4");
    assertThat(byStream(media, talk, "clip=" + other))
        .isEqualTo(Map.of("talk", talk, "clip", other));
    for (String source :
        List.of("clip", "clip.mp4", "clips/clip.mp4", folder + "/clips/clip.mp4")) {
      assertThat(byStream(media, source + "=" + talk)).as(source).isEqualTo(Map.of("clip", talk));
    }
    assertThat(byStream(media, "a=b.mp4=" + other)).isEqualTo(Map.of("a_b", other));
  }

  @Test
  void ofTwoSourcesOfOneNameThePathOrTheStreamIdTells() throws Exception {
    List<String> media = List.of("a/talk.mp4", "b/talk.mp4");
    assertThat(byStream(media, "a/talk.mp4=" + talk, "b/talk.mp4=" + other))
        .isEqualTo(Map.of("talk", talk, "talk-2", other));
    assertThat(byStream(media, "talk-2=" + talk)).isEqualTo(Map.of("talk-2", talk));
    for (String ambiguous : List.of("talk=" + talk, "talk.mp4=" + talk, talk.toString())) {
      assertThatThrownBy(() -> byStream(media, ambiguous))
          .as(ambiguous)
          .isInstanceOf(CommandFailure.class)
          .hasMessageContainingAll("fits 2 sources", "a/talk.mp4 (talk)", "b/talk.mp4 (talk-2)");
    }
  }

  @Test
  void aTranscriptBesideItsSourceBelongsToIt() throws Exception {
    Files.createDirectory(folder.resolve("b"));
    Path beside = Files.writeString(folder.resolve("b/talk.srt"), "");
    assertThat(byStream(List.of("a/talk.mp4", "b/talk.mp4"), beside))
        .isEqualTo(Map.of("talk-2", beside));
  }

  @Test
  void whatFitsNoSourceOrTwiceIsRefused() {
    assertThatThrownBy(() -> byStream(List.of("a.mp4", "b.mp4"), talk))
        .isInstanceOf(CommandFailure.class)
        .hasMessageStartingWith("--transcript: 'talk' fits no source; write SOURCE=" + talk)
        .hasMessageContainingAll("a.mp4 (a)", "b.mp4 (b)");
    assertThatThrownBy(() -> byStream(List.of("talk.mp4", "b.mp4"), "elsewhere/b.mp4=" + talk))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("'elsewhere/b.mp4' fits no source");
    assertThatThrownBy(() -> byStream(List.of("talk.mp4", "b.mp4"), talk, "talk=" + other))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("expected one file for");
    assertThatThrownBy(() -> byStream(List.of("talk.mp4"), "talk=none.srt"))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("expected a file, found none at 'none.srt'");
  }
}
