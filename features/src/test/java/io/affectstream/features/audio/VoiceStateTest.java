package io.affectstream.features.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.time.Grid;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class VoiceStateTest {

  @Test
  void everyFieldIsPublicAndOfATypeThatStateBackendsStoreWithoutHelp() {
    assertThat(VoiceState.class.getDeclaredFields())
        .allSatisfy(
            field -> assertThat(field.getModifiers()).as("%s", field).isEqualTo(Modifier.PUBLIC))
        .extracting(Field::getType)
        .isSubsetOf(boolean.class, int.class, long.class, float[].class, double[].class);
  }

  @Test
  void aCopyIsEqualAndIndependent() {
    AudioFrontEnd frontEnd = new AudioFrontEnd(new Grid(30), frame -> 100);
    VoiceState state = new VoiceState();
    PcmChunk chunk = new PcmChunk(40_000, 44_100, Voices.voice(44_100, 9_000, 1));
    frontEnd.push(state, "s", chunk);
    byte[] before = StateBytes.write(state);

    VoiceState copy = state.copy();
    assertThat(StateBytes.write(copy)).isEqualTo(before);
    frontEnd.push(copy, "s", chunk);
    Arrays.fill(copy.stepSums, -1);
    assertThat(StateBytes.write(state)).isEqualTo(before);
  }
}
