package io.affectstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.bench.load.RecordedMedia.Sound;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoundLoopTest {

  private static final int RATE = 1_000;
  private static final long MILLI = 1_000;

  private static byte[] chunk(int samples, int value) {
    byte[] pcm = new byte[2 * samples];
    java.util.Arrays.fill(pcm, (byte) value);
    return pcm;
  }

  @Test
  void whatIsTooLongIsCut() {
    SoundLoop loop = new SoundLoop(150 * MILLI);
    loop.add(RATE, 1, chunk(100, 1));
    loop.add(RATE, 1, chunk(100, 2));
    loop.add(RATE, 1, chunk(100, 3));

    List<Sound> sounds = loop.finish();

    assertThat(sounds).hasSize(2);
    assertThat(sounds.get(1).time()).isEqualTo(100 * MILLI);
    assertThat(sounds.get(1).due()).isEqualTo(150 * MILLI);
    assertThat(sounds.get(1).pcm()).hasSize(100).containsOnly(2);
  }

  @Test
  void whatIsMissingIsSilence() {
    SoundLoop loop = new SoundLoop(250 * MILLI);
    loop.add(RATE, 1, chunk(100, 1));

    List<Sound> sounds = loop.finish();

    assertThat(sounds)
        .extracting(Sound::due)
        .containsExactly(100 * MILLI, 200 * MILLI, 250 * MILLI);
    assertThat(sounds.get(2).pcm()).hasSize(100).containsOnly(0);
  }

  @Test
  void withoutImagesItIsAsLongAsTheSound() {
    SoundLoop loop = new SoundLoop(Long.MAX_VALUE);
    loop.add(RATE, 2, chunk(200, 1));

    assertThat(loop.finish()).singleElement().extracting(Sound::due).isEqualTo(100 * MILLI);
  }

  @Test
  void noSoundStaysNone() {
    assertThat(new SoundLoop(100 * MILLI).finish()).isEmpty();
  }
}
