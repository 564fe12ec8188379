package io.affectstream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Topics of an archive. */
class ArchiveTopicsTest {

  private static final Set<String> EXISTING =
      Set.of("eu.affect.video", "eu.affect.streams", "eu.affect.frames", "us.affect.audio");

  @Test
  void aPrefixStandsForItsInputsThatExist() {
    assertThat(ArchiveTopics.of(List.of("eu.affect"), EXISTING))
        .isEqualTo(new ArchiveTopics("eu.affect", Set.of("eu.affect.streams", "eu.affect.video")));
  }

  @Test
  void aNameStandsForItself() {
    assertThat(ArchiveTopics.of(List.of("eu.affect.video"), EXISTING).names())
        .containsExactly("eu.affect.video");
  }

  @Test
  void outputsUnknownTopicsAndMixedArchivesAreRefused() {
    assertThatThrownBy(() -> ArchiveTopics.of(List.of("eu.affect.frames"), EXISTING))
        .hasMessageContaining("--from-topic eu.affect.frames: expected an input topic")
        .hasMessageContaining("us.affect.audio");
    assertThatThrownBy(() -> ArchiveTopics.of(List.of("nothing"), Set.of()))
        .hasMessageContaining("found none of them on the cluster; it has: no topic");
    assertThatThrownBy(
            () -> ArchiveTopics.of(List.of("eu.affect.video", "us.affect.audio"), EXISTING))
        .hasMessageContaining("found the prefixes eu.affect, us.affect");
  }
}
