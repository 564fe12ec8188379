package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterleaverTest {

  private final Interleaver interleaver = new Interleaver(1_000, 100);

  @Test
  void eventsLeaveInTheOrderOfTheirTimes() {
    image(0, 1);
    image(40, 1);
    assertThat(drain()).isEmpty();
    sound(10);
    assertThat(drain()).containsExactly(0L, 10L);
    sound(40);
    assertThat(drain()).as("images first").containsExactly(40L);
    image(80, 1);
    assertThat(drain()).containsExactly(40L);
    interleaver.endSounds();
    assertThat(drain()).containsExactly(80L);
  }

  @Test
  void aTrackAheadByMoreThanTheLeadGoesOnAlone() {
    image(0, 1);
    image(1_000, 1);
    assertThat(drain()).isEmpty();
    image(1_001, 1);
    assertThat(drain()).containsExactly(0L);
    sound(500);
    assertThat(drain()).containsExactly(500L);
  }

  @Test
  void memoryIsBounded() {
    image(0, 60);
    assertThat(drain()).isEmpty();
    image(1, 60);
    assertThat(drain()).containsExactly(0L);
  }

  private void image(long time, int bytes) {
    interleaver.add(new MediaEvent.Image(time, 1, 1, new byte[bytes]));
  }

  private void sound(long time) {
    interleaver.add(new MediaEvent.Sound(time, 8_000, 1, new byte[1]));
  }

  private List<Long> drain() {
    List<Long> times = new ArrayList<>();
    for (Optional<MediaEvent> event = interleaver.poll();
        event.isPresent();
        event = interleaver.poll()) {
      times.add(event.get().time());
    }
    return times;
  }
}
