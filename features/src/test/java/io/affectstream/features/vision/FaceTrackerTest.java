package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class FaceTrackerTest {

  private static final long FRAME = 40_000;
  private static final long SECOND = 1_000_000;

  private final FaceTracker tracker = new FaceTracker(TrackerConfig.DEFAULT);
  private final TrackerState state = new TrackerState();

  @Test
  void newFacesGetIdsAtOnceTheLargestFirst() {
    assertThat(update(0, face(300, 0, 50), face(0, 0, 100), face(500, 0, 70)))
        .containsExactly(2, 0, 1);
    assertThat(update(FRAME, face(0, 0, 100), face(700, 0, 200), face(500, 0, 70)))
        .containsExactly(0, 3, 1);
  }

  @Test
  void idsStayWithTheirFacesWhateverTheOrderOfTheList() {
    for (int frame = 0; frame < 50; frame++) {
      Face left = face(10 + frame, 20, 80);
      Face right = face(300 - frame, 25, 85);
      if (frame % 2 == 0) {
        assertThat(update(frame * FRAME, left, right)).containsExactly(1, 0);
      } else {
        assertThat(update(frame * FRAME, right, left)).containsExactly(0, 1);
      }
    }
  }

  @Test
  void twoFacesThatCrossKeepTheirIds() {
    for (int frame = 0; frame <= 60; frame++) {
      Face walker = face(20 + 6 * frame, 50, 80);
      Face comer = face(380 - 6 * frame, 62, 84);
      assertThat(update(frame * FRAME, walker, comer)).as("frame %d", frame).containsExactly(1, 0);
    }
  }

  @Test
  void oneFaceHiddenBehindAnotherWhileTheyCrossKeepsItsId() {
    for (int frame = 0; frame <= 60; frame++) {
      Face walker = face(20 + 6 * frame, 50, 80);
      Face comer = face(380 - 6 * frame, 58, 84);
      boolean hidden = Math.abs(180 - 6 * frame) < 40;
      int[] ids = hidden ? update(frame * FRAME, comer) : update(frame * FRAME, comer, walker);
      assertThat(ids).as("frame %d", frame).startsWith(0);
      if (!hidden) {
        assertThat(ids[1]).isEqualTo(1);
      }
    }
  }

  @Test
  void embeddingsDecideWherePositionsDoNot() {
    float[] smile = {1, 0};
    float[] frown = {0, 1};
    update(0, face(100, 100, 80, smile), face(140, 100, 80, frown));
    int[] between = update(FRAME, face(120, 80, 80, frown), face(120, 120, 80, smile));
    assertThat(between).containsExactly(1, 0);
    between = update(2 * FRAME, face(120, 120, 80, smile), face(120, 80, 80, frown));
    assertThat(between).containsExactly(0, 1);
  }

  @Test
  void anEmbeddingAloneJoinsNothing() {
    float[] same = {1, 0};
    update(0, face(0, 0, 50, same));
    assertThat(update(FRAME, face(400, 300, 50, same))).containsExactly(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {2 * FRAME, 500_000, SECOND})
  void aFaceComingBackWithinTheGapKeepsItsId(long gap) {
    update(0, face(100, 100, 80));
    update(FRAME, face(101, 100, 80));
    update(2 * FRAME);
    assertThat(update(FRAME + gap, face(104, 102, 80))).containsExactly(0);
  }

  @ParameterizedTest
  @ValueSource(longs = {SECOND + 1, 5 * SECOND})
  void aFaceComingBackLaterGetsANewId(long gap) {
    update(0, face(100, 100, 80));
    for (long time = FRAME; time < gap; time += FRAME) {
      assertThat(update(time)).isEmpty();
    }
    assertThat(update(gap, face(100, 100, 80))).containsExactly(1);
    assertThat(state.tracks).hasSize(1);
  }

  @Test
  void aHoleInTheStreamCountsAsAbsence() {
    update(0, face(100, 100, 80));
    update(FRAME, face(100, 100, 80));
    assertThat(update(5 * SECOND, face(100, 100, 80))).containsExactly(1);
    assertThat(update(5 * SECOND + FRAME, face(100, 100, 80))).containsExactly(1);
  }

  @Test
  void aMovingFaceIsExpectedWhereItWillBe() {
    for (int frame = 0; frame < 20; frame++) {
      update(frame * FRAME, face(20 * frame, 100, 80));
    }
    assertThat(update(29 * FRAME, face(20 * 29, 100, 80), face(20 * 19, 100, 80)))
        .containsExactly(0, 1);
  }

  @Test
  void aStreamSlowerThanTheGapKeepsItsIds() {
    update(0, face(100, 100, 80));
    int[] second = update(3 * SECOND, face(102, 100, 80));
    for (int frame = 2; frame < 10; frame++) {
      assertThat(update(SECOND * 3 * frame, face(100 + frame, 100, 80))).isEqualTo(second);
    }
  }

  @Test
  void framesOfTheSameInstantAreAllowedEarlierOnesAreNot() {
    update(SECOND, face(0, 0, 50));
    assertThat(update(SECOND, face(1, 0, 50))).containsExactly(0);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> update(SECOND - 1, face(0, 0, 50)))
        .withMessageContaining("found 999999 us after 1000000 us");
  }

  @Test
  void moreFacesThanConfiguredAreRefused() {
    FaceTracker two = new FaceTracker(new TrackerConfig(2, SECOND, 0.2f, 0));
    List<Face> three = List.of(face(0, 0, 9), face(50, 0, 9), face(90, 0, 9));
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> two.update(new TrackerState(), 0, ImageSize.UNKNOWN, three))
        .withMessageContaining("expected at most 2 faces, found 3");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.04, 2, 10})
  void aSlowStreamKeepsItsIdsFromItsFirstFrameOn(double seconds) {
    long step = Math.round(seconds * SECOND);
    for (int i = 0; i < 5; i++) {
      assertThat(update(i * step, face(100, 100, 50))).containsExactly(0);
    }
  }

  @Test
  void aFaceThatKeepsItsPlaceInAnImageOfAnotherSizeKeepsItsId() {
    float[][] ladder = {{640, 480}, {320, 240}, {160, 120}, {1280, 720}};
    for (int i = 0; i < 20; i++) {
      float[] rung = ladder[i / 5];
      float x = rung[0] / 640;
      float y = rung[1] / 480;
      Face left = face(new FaceBox((100 + 2 * i) * x, 200 * y, 60 * x, 60 * y));
      Face right = face(new FaceBox((400 - 2 * i) * x, 200 * y, 70 * x, 70 * y));
      ImageSize size = new ImageSize((int) rung[0], (int) rung[1]);
      assertThat(tracker.update(state, i * FRAME, size, List.of(right, left)))
          .containsExactly(0, 1);
    }
  }

  @Test
  void framesOfUnknownSizeChangeNoScale() {
    ImageSize size = new ImageSize(640, 480);
    tracker.update(state, 0, size, List.of(face(100, 100, 50)));
    tracker.update(state, FRAME, ImageSize.UNKNOWN, List.of());
    assertThat(tracker.update(state, 2 * FRAME, size, List.of(face(101, 100, 50))))
        .containsExactly(0);
  }

  @Test
  void selectionKeepsTheLargestOfAnyOrder() {
    List<Face> faces = List.of(face(0, 0, 10), face(50, 0, 30), face(90, 0, 30), face(9, 9, 20));
    assertThat(FaceSelection.ALL.select(faces, 3))
        .containsExactly(faces.get(1), faces.get(2), faces.get(3));
    assertThat(FaceSelection.ALL.select(faces, 9)).hasSize(4);
    assertThat(FaceSelection.LARGEST.select(faces, 3)).containsExactly(faces.get(1));
    assertThat(FaceSelection.LARGEST.select(List.of(), 3)).isEmpty();
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> FaceSelection.ALL.select(faces, 0));
  }

  @Property(tries = 200)
  void permutingTheFacesOfAFramePermutesOnlyTheIds(@ForAll long seed) {
    Random random = new Random(seed);
    TrackerState one = new TrackerState();
    TrackerState other = new TrackerState();
    long time = 0;
    for (int frame = 0; frame < 40; frame++) {
      time += random.nextInt(3) == 0 ? random.nextInt(700_000) : FRAME;
      List<Face> faces = crowd(random);
      Integer[] order = shuffled(faces.size(), random);
      List<Face> permuted = Arrays.stream(order).map(faces::get).toList();
      int[] ids = tracker.update(one, time, ImageSize.UNKNOWN, faces);
      int[] permutedIds = tracker.update(other, time, ImageSize.UNKNOWN, permuted);
      for (int i = 0; i < order.length; i++) {
        assertThat(permutedIds[i]).isEqualTo(ids[order[i]]);
      }
    }
    assertThat(other).usingRecursiveComparison().isEqualTo(one);
  }

  @Property(tries = 200)
  void idsAreDenseNeverReusedAndStateIsBounded(
      @ForAll long seed, @IntRange(min = 1, max = 8) @ForAll int most) {
    Random random = new Random(seed);
    FaceTracker bounded = new FaceTracker(new TrackerConfig(most, SECOND, 0.2f, 0.25f));
    TrackerState fresh = new TrackerState();
    Set<Integer> alive = new HashSet<>();
    long time = 0;
    for (int frame = 0; frame < 60; frame++) {
      time += 1 + random.nextInt(200_000);
      int before = fresh.nextId;
      Set<Integer> known = new HashSet<>();
      fresh.tracks.forEach(track -> known.add(track.id));
      int[] ids =
          bounded.update(
              fresh, time, ImageSize.UNKNOWN, FaceSelection.ALL.select(crowd(random), most));
      Set<Integer> distinct = new HashSet<>();
      for (int id : ids) {
        assertThat(distinct.add(id)).isTrue();
        assertThat(id >= before || known.contains(id)).isTrue();
        alive.add(id);
      }
      assertThat(fresh.tracks).hasSizeLessThanOrEqualTo(4 * most);
      assertThat(alive).hasSize(fresh.nextId);
    }
  }

  private static List<Face> crowd(Random random) {
    List<Face> faces = new ArrayList<>();
    int count = random.nextInt(9);
    for (int i = 0; i < count; i++) {
      float[] embedding = new float[random.nextBoolean() ? 4 : 0];
      for (int k = 0; k < embedding.length; k++) {
        embedding[k] = random.nextInt(3) - 1;
      }
      faces.add(face(20 * random.nextInt(20), 20 * i, 20 + 20 * random.nextInt(3), embedding));
    }
    return faces;
  }

  private static Integer[] shuffled(int size, Random random) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      order.add(random.nextInt(i + 1), i);
    }
    return order.toArray(Integer[]::new);
  }

  private int[] update(long time, Face... faces) {
    return tracker.update(state, time, ImageSize.UNKNOWN, List.of(faces));
  }

  private static Face face(float x, float y, float side, float... embedding) {
    return face(new FaceBox(x, y, side, side), embedding);
  }

  private static Face face(FaceBox box, float... embedding) {
    return new Face(box, 1, 1, new float[8], new float[12], embedding, new float[0]);
  }
}
