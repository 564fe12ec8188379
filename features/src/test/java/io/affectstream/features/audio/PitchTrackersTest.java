package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class PitchTrackersTest {

  @Test
  void theBuiltInServesWhereNothingElseIsOffered() {
    PitchTrackerProvider provider = PitchTrackers.find(PitchTrackers.AUTO);

    assertThat(provider.name()).isEqualTo("yin");
    assertThat(provider.create(16_000, 1024)).isInstanceOf(Yin.class);
  }

  @Test
  void whatIsOfferedComesFirstByName() {
    List<PitchTrackerProvider> offered = List.of(new Fixed("zeta", 2), new Fixed("alpha", 1));

    assertThat(PitchTrackers.find("auto", offered).name()).isEqualTo("alpha");
    assertThat(PitchTrackers.find("zeta", offered).create(16_000, 1024).pitchHz(new float[1024]))
        .isEqualTo(2);
    assertThat(PitchTrackers.find("yin", offered).create(16_000, 1024)).isInstanceOf(Yin.class);
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PitchTrackers.find("praat", List.of(new Fixed("alpha", 1))))
        .withMessageContaining("expected one of auto, alpha, yin, found 'praat'");
  }

  private record Fixed(String name, float hz) implements PitchTrackerProvider {

    @Override
    public PitchTracker create(int sampleRateHz, int frameLength) {
      return frame -> hz;
    }
  }
}
