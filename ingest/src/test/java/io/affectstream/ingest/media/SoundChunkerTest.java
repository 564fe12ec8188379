package io.affectstream.ingest.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SoundChunkerTest {

  private static final int RATE = 11_025;

  private final List<MediaEvent.Sound> out = new ArrayList<>();
  private final SoundChunker chunker = new SoundChunker(e -> out.add((MediaEvent.Sound) e));

  @Test
  void theSameSamplesGiveTheSameChunksHoweverTheyArrive() {
    byte[] pcm = new byte[2 * 50_000];
    Random random = new Random(11);
    random.nextBytes(pcm);
    List<MediaEvent.Sound> whole = chunks(pcm, List.of(pcm.length));
    assertThat(whole).hasSize(46);
    for (int run = 0; run < 100; run++) {
      List<Integer> cuts = random.ints(0, 3_000).limit(60).map(n -> 2 * n).boxed().toList();
      List<MediaEvent.Sound> cut = chunks(pcm, cuts);
      assertThat(cut)
          .extracting(MediaEvent.Sound::time)
          .isEqualTo(whole.stream().map(MediaEvent.Sound::time).toList());
      for (int i = 0; i < whole.size(); i++) {
        assertThat(Arrays.equals(cut.get(i).pcm(), whole.get(i).pcm())).isTrue();
      }
    }
  }

  @Test
  void jitterBelowTheToleranceIsSmoothed() {
    for (int i = 0; i < 20; i++) {
      add(i * 50_000L + (i % 2 == 0 ? 0 : 9_000), 50);
    }
    chunker.flush();
    assertThat(out).hasSize(10);
    for (int i = 0; i < out.size(); i++) {
      assertThat(out.get(i).time()).isEqualTo(i * 100_000L);
    }
    assertThat(chunker.gaps() + chunker.overlaps()).isZero();
  }

  @Test
  void aGapStartsAnewAtItsTime() {
    add(0, 150);
    add(900_000, 150);
    chunker.flush();
    assertThat(out)
        .extracting(MediaEvent.Sound::time)
        .containsExactly(0L, 100_000L, 900_000L, 1_000_000L);
    assertThat(out).extracting(e -> e.pcm().length).containsExactly(200, 100, 200, 100);
    assertThat(chunker.gaps()).isEqualTo(1);
    assertThat(chunker.end()).isEqualTo(1_050_000);
  }

  @Test
  void overlappingSamplesAreCut() {
    add(0, 200);
    add(100_000, 200);
    chunker.flush();
    assertThat(out).extracting(MediaEvent.Sound::time).containsExactly(0L, 100_000L, 200_000L);
    assertThat(chunker.overlaps()).isEqualTo(1);
    assertThat(chunker.end()).isEqualTo(300_000);
  }

  @Test
  void anotherFormatStartsAnew() {
    add(0, 150);
    chunker.add(OptionalLong.empty(), 2_000, 2, new byte[4 * 100]);
    chunker.flush();
    assertThat(out).extracting(MediaEvent.Sound::time).containsExactly(0L, 100_000L, 150_000L);
    assertThat(out.get(2).sampleRate()).isEqualTo(2_000);
    assertThat(out.get(2).channels()).isEqualTo(2);
    assertThat(chunker.end()).isEqualTo(200_000);
  }

  /** Adds sound of 1000 samples per second. */
  private void add(long time, int samples) {
    chunker.add(OptionalLong.of(time), 1_000, 1, new byte[2 * samples]);
  }

  private static List<MediaEvent.Sound> chunks(byte[] pcm, List<Integer> cuts) {
    List<MediaEvent.Sound> chunks = new ArrayList<>();
    SoundChunker chunker = new SoundChunker(e -> chunks.add((MediaEvent.Sound) e));
    int from = 0;
    for (int cut : cuts) {
      int to = Math.min(pcm.length, from + cut);
      add(chunker, pcm, from, to);
      from = to;
    }
    add(chunker, pcm, from, pcm.length);
    chunker.flush();
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    chunks.forEach(chunk -> all.writeBytes(chunk.pcm()));
    assertThat(all.toByteArray()).isEqualTo(pcm);
    return chunks;
  }

  private static void add(SoundChunker chunker, byte[] pcm, int from, int to) {
    OptionalLong time = OptionalLong.of(from / 2 * 1_000_000L / RATE);
    chunker.add(time, RATE, 1, Arrays.copyOfRange(pcm, from, to));
  }
}
