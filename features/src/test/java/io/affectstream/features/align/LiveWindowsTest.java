package io.affectstream.features.align;

import static io.affectstream.features.align.AlignmentRun.endOfFaces;
import static io.affectstream.features.align.AlignmentRun.endOfWords;
import static io.affectstream.features.align.AlignmentRun.faces;
import static io.affectstream.features.align.AlignmentRun.frameOf;
import static io.affectstream.features.align.AlignmentRun.noFace;
import static io.affectstream.features.align.AlignmentRun.voice;
import static io.affectstream.features.align.AlignmentRun.voiceOf;
import static io.affectstream.features.align.AlignmentRun.word;
import static io.affectstream.features.align.AlignmentRun.words;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LiveWindowsTest {

  private static final Grid GRID = new Grid(30);
  private static final int HALO = 6;
  private static final AlignmentConfig CONFIG = AlignmentConfig.strict(30, HALO, 5);
  private static final long FRAME_25 = 40_000;
  private static final int FRAMES = 40;

  /** What has arrived; the parts of each modality in order, frames in any. */
  private static final class Arrived {
    private final List<FaceFrame> frames = new ArrayList<>();
    private final List<VoiceSteps> voice = new ArrayList<>();
    private final List<SpokenWords> words = new ArrayList<>();

    /** The last rows of the stream as if it ended with frame {@code last}: segments of one step. */
    List<Segment> endingWith(long last) {
      AlignmentRun run =
          new AlignmentRun(AlignmentConfig.strict(30, HALO, 1))
              .expect(Modality.FACE, Modality.VOICE, Modality.WORDS);
      for (long n = 0; n <= last; n++) {
        long number = n;
        FaceFrame frame =
            frames.stream().filter(f -> f.ordinal() == number).findFirst().orElseThrow();
        run.feed(faces(frame));
      }
      voice.forEach(steps -> run.feed(voice(steps)));
      words.forEach(one -> run.feed(words(one)));
      run.feed(faces(endOfFaces(last + 1)));
      run.feed(voice(voiceOf(GRID, 0, 0, true)));
      run.feed(words(endOfWords()));
      assertThat(run.over).isTrue();
      return run.segments.stream()
          .filter(s -> s.centres().stream().anyMatch(c -> c.frame() == last))
          .toList();
    }
  }

  private static FaceFrame frame(int i) {
    long time = i * FRAME_25 + (i % 3) * 1_000L;
    return switch (i % 10) {
      case 7 -> noFace(i, time, FRAME_25);
      case 3, 4 -> frameOf(i, time, FRAME_25, 60 + i, 110 - i);
      default -> frameOf(i, time, FRAME_25, 60 + i);
    };
  }

  private static List<String> rows(Segment window, int from, int to) {
    List<String> rows = new ArrayList<>();
    for (Centre centre : window.centres()) {
      rows.add(AlignmentRun.row(window, centre, centre.step() + from, centre.step() + to));
    }
    return rows;
  }

  /**
   * Frames in any order near their own, voice and words ahead or behind: each window is that of the
   * last row of a stream which ends with this frame, as far as the past has arrived.
   */
  @Property(tries = 300)
  void aWindowIsThatOfAStreamWhichEndsWithItsFrame(@ForAll long seed) {
    Random random = new Random(seed);
    AlignmentRun run =
        new AlignmentRun(CONFIG, 1).expect(Modality.FACE, Modality.VOICE, Modality.WORDS);
    Arrived arrived = new Arrived();
    List<FaceFrame> flying = new ArrayList<>();
    int nextFrame = 0;
    int nextVoice = 0;
    int nextWord = 0;
    int compared = 0;
    while (nextFrame < FRAMES || !flying.isEmpty()) {
      int choice = random.nextInt(4);
      if (choice == 0 && nextVoice < 30) {
        VoiceSteps steps = voiceOf(GRID, nextVoice * 2L, nextVoice * 2L + 2, false);
        nextVoice++;
        arrived.voice.add(steps);
        run.feed(voice(steps));
      } else if (choice == 1 && nextWord < 12) {
        long start = nextWord * 130_000L;
        SpokenWords one = word(start, start + 110_000, nextWord, start + 130_000);
        nextWord++;
        arrived.words.add(one);
        run.feed(words(one));
      } else {
        while (nextFrame < FRAMES && flying.size() < 3) {
          flying.add(frame(nextFrame++));
        }
        FaceFrame frame = flying.remove(random.nextInt(flying.size()));
        arrived.frames.add(frame);
        run.feed(faces(frame));
      }
      for (Segment window : run.live) {
        compared++;
        List<Segment> reference = arrived.endingWith(window.centres().get(0).frame());
        assertThat(reference).hasSize(1);
        assertThat(rows(window, -HALO, 0)).isEqualTo(rows(reference.get(0), -HALO, 0));
        assertThat(rows(window, 1, HALO))
            .allMatch(row -> row.matches("\\S+ \\S+ \\S+( \\|-\\[]-)*"));
        assertThat(window.voice().length).isEqualTo(2 * HALO + 1);
      }
      run.live.clear();
    }
    assertThat(compared).isEqualTo(FRAMES);
    assertThat(run.late).isEmpty();
  }

  /** With the past complete the window no longer depends on the order of arrival. */
  @Property(tries = 100)
  void theWindowOfACompletePastDoesNotDependOnWhatElseArrived(@ForAll long seed) {
    Random random = new Random(seed);
    AlignmentRun run =
        new AlignmentRun(CONFIG, 1).expect(Modality.FACE, Modality.VOICE, Modality.WORDS);
    Arrived all = new Arrived();
    int steps = 0;
    int spoken = 0;
    for (int i = 0; i < FRAMES; i++) {
      FaceFrame frame = frame(i);
      long ahead = frame.time() + random.nextInt(500_000);
      while (GRID.timeOf(steps) <= ahead) {
        VoiceSteps next = voiceOf(GRID, steps, steps + 2L, false);
        steps += 2;
        all.voice.add(next);
        run.feed(voice(next));
      }
      while (spoken * 130_000L <= ahead) {
        SpokenWords next =
            word(spoken * 130_000L, spoken * 130_000L + 110_000, spoken, spoken * 130_000L + 1);
        spoken++;
        all.words.add(next);
        run.feed(words(next));
      }
      all.frames.add(frame);
      run.feed(faces(frame));
    }
    assertThat(run.live).hasSize(FRAMES);
    for (Segment window : run.live) {
      Segment reference = all.endingWith(window.centres().get(0).frame()).get(0);
      assertThat(rows(window, -HALO, 0)).isEqualTo(rows(reference, -HALO, 0));
    }
  }

  @Test
  void segmentsAreTheSameWithAndWithoutWindows() {
    List<List<String>> rows = new ArrayList<>();
    for (int every : new int[] {0, 1, 3}) {
      AlignmentRun run = new AlignmentRun(CONFIG, every).expect(Modality.FACE, Modality.VOICE);
      for (int i = 0; i < FRAMES; i++) {
        run.feed(faces(frame(i)));
        run.feed(voice(voiceOf(GRID, 2L * i, 2L * i + 2, false)));
      }
      run.feed(faces(endOfFaces(FRAMES)));
      run.feed(voice(voiceOf(GRID, 0, 0, true)));
      assertThat(run.over).isTrue();
      assertThat(run.live)
          .as("every %d, and the end", every)
          .hasSize(every == 0 ? 1 : 1 + (FRAMES + every - 1) / every);
      Segment end = run.live.get(run.live.size() - 1);
      assertThat(end.close()).isEqualTo(StreamEnd.END_OF_STREAM);
      assertThat(end.centres()).isEmpty();
      rows.add(run.rows(HALO));
    }
    assertThat(rows.get(1)).isEqualTo(rows.get(0));
    assertThat(rows.get(2)).isEqualTo(rows.get(0));
  }

  @Test
  void aStreamOfSoundHasAWindowPerStepWithTheNumberOfItsFinalRow() {
    AlignmentRun run = new AlignmentRun(CONFIG, 1).expect(Modality.VOICE);
    for (int i = 0; i < 20; i++) {
      run.feed(voice(voiceOf(GRID, 100 + 3L * i, 103 + 3L * i, false)));
    }
    run.feed(voice(voiceOf(GRID, 0, 0, true)));
    List<Long> numbers = centres(run.live).stream().map(Centre::frame).toList();
    assertThat(numbers)
        .hasSize(60)
        .isEqualTo(centres(run.segments).stream().map(Centre::frame).toList());
    assertThat(centres(run.live).stream().map(Centre::time))
        .isEqualTo(centres(run.segments).stream().map(Centre::time).toList());
    Segment third = run.live.get(2);
    assertThat(rows(third, -2, 1).get(0))
        .as("the steps before, and nothing of the chunk's rest")
        .endsWith(" |-[100.0]- |-[101.0]- |-[102.0]- |-[]-");
  }

  @Test
  void beforeTheModalitiesAreKnownFramesAreRowsAndStepsAreNot() {
    AlignmentRun run = new AlignmentRun(CONFIG, 1);
    run.feed(voice(voiceOf(GRID, 0, 30, false)));
    assertThat(run.live).isEmpty();
    run.feed(faces(frame(0)));
    assertThat(run.live).hasSize(1);
    run.expect(Modality.VOICE);
    run.feed(faces(frame(1)));
    assertThat(run.live).as("the descriptor says that the images do not count").hasSize(1);
    run.feed(voice(voiceOf(GRID, 30, 31, false)));
    assertThat(run.live).hasSize(2);
  }

  @Test
  void wordsAloneHaveAWindowPerStepOfAWord() {
    AlignmentRun run = new AlignmentRun(CONFIG, 1).expect(Modality.WORDS);
    run.feed(words(word(0, 100_000, 1, 100_000)));
    run.feed(words(word(60_000, 200_000, 2, 200_000)));
    run.feed(words(endOfWords()));
    assertThat(centres(run.live).stream().map(Centre::frame))
        .isEqualTo(centres(run.segments).stream().map(Centre::frame).toList());
  }

  @Test
  void everyMustNotBeNegative() {
    assertThatThrownBy(() -> new Aligner(CONFIG, new FaceTracker(TrackerConfig.DEFAULT), -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found -1");
  }

  private static List<Centre> centres(List<Segment> segments) {
    return segments.stream().flatMap(segment -> segment.centres().stream()).toList();
  }
}
