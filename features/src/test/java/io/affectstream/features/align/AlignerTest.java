package io.affectstream.features.align;

import static io.affectstream.features.align.AlignmentRun.endOfFaces;
import static io.affectstream.features.align.AlignmentRun.endOfWords;
import static io.affectstream.features.align.AlignmentRun.faces;
import static io.affectstream.features.align.AlignmentRun.frame;
import static io.affectstream.features.align.AlignmentRun.frameOf;
import static io.affectstream.features.align.AlignmentRun.noFace;
import static io.affectstream.features.align.AlignmentRun.voice;
import static io.affectstream.features.align.AlignmentRun.voiceOf;
import static io.affectstream.features.align.AlignmentRun.word;
import static io.affectstream.features.align.AlignmentRun.words;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.AlignmentConfig.Mode;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.time.Grid;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AlignerTest {

  private static final Grid GRID = new Grid(30);
  private static final int HALO = 6;
  private static final int SEGMENT = 5;
  private static final AlignmentConfig STRICT = AlignmentConfig.strict(30, HALO, SEGMENT);
  private static final long FRAME_25 = 40_000;
  private static final int FRAMES = 50;

  private static AlignmentConfig bounded(Duration lag) {
    return new AlignmentConfig(
        30, HALO, SEGMENT, Mode.BOUNDED, lag, lag, lag, Duration.ofSeconds(1), SpeakingMode.OFF);
  }

  private static List<Consumer<AlignmentRun>> video(long start) {
    List<Consumer<AlignmentRun>> parts = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      parts.add(faces(frame(i, start + i * FRAME_25, FRAME_25)));
    }
    parts.add(faces(endOfFaces(FRAMES)));
    return parts;
  }

  private static List<Consumer<AlignmentRun>> audio(long start) {
    List<Consumer<AlignmentRun>> parts = new ArrayList<>();
    long first = GRID.stepAt(start);
    for (int i = 0; i < 20; i++) {
      parts.add(voice(voiceOf(GRID, first + i * 3L, first + i * 3L + 3, i == 19)));
    }
    return parts;
  }

  private static List<Consumer<AlignmentRun>> speech(long start) {
    List<Consumer<AlignmentRun>> parts = new ArrayList<>();
    parts.add(words(word(start + 100_000, start + 400_000, 1, start + 400_000)));
    parts.add(words(word(start + 500_000, start + 900_000, 2, start + 900_000)));
    parts.add(words(word(start + 900_000, start + 1_500_000, 3, start + 1_500_000)));
    parts.add(words(endOfWords()));
    return parts;
  }

  private static AlignmentRun play(
      AlignmentConfig config, long start, Random order, boolean overtaking) {
    AlignmentRun run =
        new AlignmentRun(config).expect(Modality.FACE, Modality.VOICE, Modality.WORDS);
    List<Consumer<AlignmentRun>> video = video(start);
    if (overtaking) {
      for (int i = 0; i + 4 < video.size(); i += 4) {
        Collections.shuffle(video.subList(i, i + 4), order);
      }
    }
    List<List<Consumer<AlignmentRun>>> topics =
        new ArrayList<>(List.of(video, audio(start), speech(start)));
    while (!topics.isEmpty()) {
      List<Consumer<AlignmentRun>> topic = topics.get(order.nextInt(topics.size()));
      run.feed(topic.remove(0));
      if (topic.isEmpty()) {
        topics.remove(topic);
      }
    }
    return run;
  }

  @Property(tries = 200)
  void strictResultsDoNotDependOnTheOrderOfArrival(@ForAll long seed) {
    List<String> expected = play(STRICT, 0, new Random(1), false).rows(HALO);
    AlignmentRun run = play(STRICT, 0, new Random(seed), true);
    assertThat(run.rows(HALO)).isEqualTo(expected).hasSize(FRAMES);
    assertThat(run.late).isEmpty();
    assertThat(run.over).isTrue();
  }

  @Property(tries = 60)
  void resultsDoNotDependOnTheSizeOfSegments(@ForAll @IntRange(min = 1, max = 40) int segment) {
    AlignmentConfig other = AlignmentConfig.strict(30, HALO, segment);
    assertThat(play(other, 0, new Random(3), false).rows(HALO))
        .isEqualTo(play(STRICT, 0, new Random(4), false).rows(HALO));
  }

  @Test
  void rowsOfAFrameAreInOrderOfFaceIdsThoughTheFacesChangePlacesInOrderOfSize() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE);
    for (int i = 0; i < FRAMES; i++) {
      run.feed(faces(frameOf(i, i * FRAME_25, FRAME_25, 60 + i, 110 - i)));
    }
    run.feed(faces(endOfFaces(FRAMES)));
    List<String> rows = new ArrayList<>();
    for (Segment segment : run.segments) {
      for (Centre centre : segment.centres()) {
        rows.add(
            "%d %d %.0f"
                .formatted(
                    centre.frame(),
                    segment.subjects().get(centre.subject()).face(),
                    centre.faces().get(0).box().x()));
      }
    }
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      expected.add(i + " 0 200"); // the larger in the first frame
      expected.add(i + " 1 0");
    }
    assertThat(rows).isEqualTo(expected);
  }

  @Test
  void streamsThatStartAnywhereShareTheAbsoluteGrid() {
    long start = 1_700_000_000_123_456L;
    AlignmentRun run = play(STRICT, start, new Random(5), false);
    assertThat(run.segments.stream().filter(s -> !s.centres().isEmpty()))
        .allSatisfy(s -> assertThat(Math.floorMod(s.firstStep() + HALO, SEGMENT)).isZero());
    assertThat(run.rows(HALO)).hasSize(FRAMES);
  }

  @Test
  void aStepTakesTheNearestFaceTheVoiceOfItsIntervalAndTheWordAtItsInstant() {
    AlignmentRun run = play(STRICT, 0, new Random(6), false);
    Segment segment =
        run.segments.stream().filter(s -> s.firstStep() + HALO == 15).findFirst().orElseThrow();
    int entry = (int) (15 - segment.firstStep());
    assertThat(segment.subjects().get(0).embeddings()[entry][0])
        .as("500 ms: frame 12 or 13")
        .isEqualTo(12f);
    assertThat(segment.voice()[entry]).containsExactly(15f);
    assertThat(segment.wordVectors()[segment.wordAt()[entry]]).containsExactly(2f);
    assertThat(segment.wordAt()[(int) (12 - segment.firstStep())])
        .as("400 ms: nobody speaks")
        .isEqualTo(-1);
  }

  @Test
  void nothingIsHeldOnceTheStreamIsOver() {
    AlignmentRun run = play(STRICT, 0, new Random(7), true);
    assertThat(run.segments.get(run.segments.size() - 1).close())
        .isEqualTo(StreamEnd.END_OF_STREAM);
    assertThat(MapStore.size(run.stores)).isZero();
  }

  @Test
  void withoutVideoTheVoiceGivesTheRows() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.VOICE);
    audio(0).forEach(run::feed);
    List<Centre> centres = run.segments.stream().flatMap(s -> s.centres().stream()).toList();
    assertThat(centres).hasSize(60);
    assertThat(centres).extracting(Centre::frame).isSorted().startsWith(0L).endsWith(59L);
    assertThat(centres).allSatisfy(c -> assertThat(c.faces()).isEmpty());
  }

  @Test
  void framesWithoutAFaceAreRowsOfNobody() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE);
    run.feed(faces(frame(0, 0, FRAME_25))).feed(faces(noFace(1, FRAME_25, FRAME_25)));
    run.feed(faces(endOfFaces(2)));
    List<String> rows = run.rows(0);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(1)).startsWith("1@40000 -1 " + Reason.NO_FACE);
  }

  @Test
  void sixtyFramesASecondAreAllRowsThoughTwoShareAStep() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE);
    for (int i = 0; i < 120; i++) {
      run.feed(faces(frame(i, i * 1_000_000L / 60, 16_667)));
    }
    run.feed(faces(endOfFaces(120)));
    assertThat(run.segments.stream().mapToInt(s -> s.centres().size()).sum()).isEqualTo(120);
  }

  @Test
  void strictWaitsForAModalityThatLags() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE, Modality.WORDS);
    video(0).forEach(run::feed);
    assertThat(run.segments).isEmpty();
    run.feed(words(word(500_000, 900_000, 777, 3_000_000)));
    run.feed(words(endOfWords()));
    assertThat(run.rows(HALO)).hasSize(FRAMES).anyMatch(row -> row.contains("[777.0]"));
    assertThat(run.late).isEmpty();
  }

  @Test
  void boundedGoesOnWithoutItAndCountsItLate() {
    AlignmentRun run =
        new AlignmentRun(bounded(Duration.ofSeconds(1))).expect(Modality.FACE, Modality.WORDS);
    video(0).forEach(run::feed);
    assertThat(run.rows(HALO)).hasSizeGreaterThan(20);
    run.feed(words(word(100_000, 200_000, 999, 2_000_000)));
    run.feed(words(endOfWords()));
    assertThat(run.late).extracting(LateArrival::modality).containsExactly(Modality.WORDS);
    assertThat(run.rows(HALO)).hasSize(FRAMES).noneMatch(row -> row.contains("[999.0]"));
    assertThat(run.over).isTrue();
  }

  @Test
  void boundedWithoutTheVideoItExpectedFallsBackToTheVoice() {
    AlignmentRun run =
        new AlignmentRun(bounded(Duration.ofMillis(500))).expect(Modality.FACE, Modality.VOICE);
    audio(0).forEach(run::feed);
    assertThat(run.segments.stream().mapToInt(s -> s.centres().size()).sum()).isGreaterThan(30);
  }

  @Test
  void modalitiesAreDiscoveredWithoutADescriptor() {
    AlignmentRun run = new AlignmentRun(STRICT);
    video(0).forEach(run::feed);
    assertThat(run.segments).isEmpty();
    run.feed(r -> r.aligner.discovered(r.state));
    assertThat(run.rows(HALO)).hasSize(FRAMES);
    assertThat(run.over).isTrue();
  }

  @Test
  void aWordThatBeganBeforeTheOpenSegmentRepeatsNoRow() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.WORDS);
    run.feed(words(word(100_000, 400_000, 1, 5_000_000)));
    int emitted = run.rows(0).size();
    long open = GRID.timeOf(run.state.givenThrough + 1);
    run.feed(words(word(200_000, open + 500_000, 2, 6_000_000))).feed(words(endOfWords()));
    assertThat(emitted).isPositive();
    assertThat(run.rows(0)).hasSizeGreaterThan(emitted);
    assertThat(run.segments.stream().flatMap(s -> s.centres().stream()))
        .extracting(Centre::time)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(run.late).isEmpty();
  }

  @Test
  void framesThatComeBackEarlierThanTheyStoppedAreLate() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE, Modality.VOICE);
    for (int i = 0; i < 10; i++) {
      run.feed(faces(frame(i, i * FRAME_25, FRAME_25)));
    }
    run.feed(faces(endOfFaces(10)));
    run.feed(faces(frame(0, 5 * FRAME_25, FRAME_25))).feed(faces(frame(1, 9 * FRAME_25, FRAME_25)));
    run.feed(faces(frame(2, 10 * FRAME_25, FRAME_25))).feed(faces(endOfFaces(3)));
    audio(0).forEach(run::feed);
    assertThat(run.late).extracting(LateArrival::behind).containsExactly(4 * FRAME_25 + 1, 1L);
    assertThat(run.segments.stream().flatMap(s -> s.centres().stream()))
        .extracting(Centre::time)
        .hasSize(11)
        .isSorted()
        .doesNotHaveDuplicates();
  }

  @Test
  void voiceThatComesBackEarlierThanItStoppedIsLateAndNotKept() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.VOICE, Modality.WORDS);
    run.feed(voice(voiceOf(GRID, 10, 20, false))).feed(voice(voiceOf(GRID, 8, 22, true)));
    run.feed(words(endOfWords()));
    assertThat(run.late).hasSize(12);
    assertThat(run.segments.stream().flatMap(s -> s.centres().stream()))
        .extracting(Centre::time)
        .hasSize(12)
        .isSorted()
        .doesNotHaveDuplicates();
    assertThat(MapStore.size(run.stores)).isZero();
  }

  @Test
  void stateStaysBoundedOverAnHourAndOverAJumpOfYears() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.VOICE);
    int most = 0;
    for (long step = 0; step < 3600 * 30; step += 3) {
      run.feed(voice(voiceOf(GRID, step, step + 3, false)));
      most = Math.max(most, MapStore.size(run.stores));
      run.segments.clear();
    }
    assertThat(most).isLessThanOrEqualTo(STRICT.span() + SEGMENT + 6);
    long later = GRID.stepAt(1_700_000_000_000_000L);
    run.feed(voice(voiceOf(GRID, later, later + 60, true)));
    assertThat(run.segments.stream().mapToInt(s -> s.centres().size()).sum())
        .isBetween(60, 60 + STRICT.span());
    assertThat(MapStore.size(run.stores)).isZero();
  }

  @Test
  void voiceThatOutlivesTheVideoIsNotHoarded() {
    AlignmentRun run = new AlignmentRun(STRICT).expect(Modality.FACE, Modality.VOICE);
    video(0).forEach(run::feed);
    for (long step = 0; step < 3000; step += 3) {
      run.feed(voice(voiceOf(GRID, step, step + 3, false)));
    }
    assertThat(run.rows(HALO)).hasSize(FRAMES);
    assertThat(MapStore.size(run.stores)).isLessThan(10);
  }
}
