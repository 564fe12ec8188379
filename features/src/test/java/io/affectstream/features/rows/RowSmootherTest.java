package io.affectstream.features.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.smoothing.BatchSmoother;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.testing.TestRows;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowSmootherTest {

  private static final long FRAME = 40_000;
  private static final long GAP = 1_000_000;

  private static FusedRow row(long frame, int face, int label) {
    float[] expression = new float[8];
    if (label >= 0) {
      expression[label] = 0.9f;
    }
    return TestRows.of(
        frame,
        face,
        label >= 0 ? expression : new float[0],
        new float[0],
        new WindowCoverage(0, 0, 0, NoWords.NONE));
  }

  private static FusedSegment segment(long ordinal, List<FusedRow> rows, boolean last) {
    long progress = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).time();
    return new FusedSegment(
        "s",
        ordinal,
        rows,
        last ? Long.MAX_VALUE : progress,
        List.of(),
        last ? StreamEnd.END_OF_STREAM : StreamEnd.NONE);
  }

  private static List<DecidedRow> smooth(List<FusedRow> rows, int size, Random order) {
    List<FusedSegment> segments = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += size) {
      segments.add(
          segment(segments.size(), rows.subList(from, Math.min(rows.size(), from + size)), false));
    }
    segments.add(segment(segments.size(), List.of(), true));
    if (order != null) {
      Collections.shuffle(segments, order);
    }
    List<DecidedRow> out = new ArrayList<>();
    RowSmoother smoother = new RowSmoother(SmoothingConfig.DEFAULT, GAP);
    SmoothState state = new SmoothState();
    for (FusedSegment segment : segments) {
      smoother.push(state, segment, out::add);
    }
    return out;
  }

  private static List<FusedRow> twoFaces(Random random, int frames) {
    List<FusedRow> rows = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      rows.add(row(i, 0, random.nextInt(4) == 0 ? random.nextInt(8) : 4));
      if (i % 3 != 0) {
        rows.add(row(i, 1, random.nextInt(8)));
      }
    }
    return rows;
  }

  @Property(tries = 100)
  void rowsKeepTheirOrderWhateverTheSegments(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int size) {
    List<FusedRow> rows = twoFaces(new Random(seed), 120);
    List<DecidedRow> whole = smooth(rows, rows.size(), null);
    assertThat(whole.stream().filter(d -> d.row() != null).map(DecidedRow::row))
        .containsExactlyElementsOf(rows);
    assertThat(smooth(rows, size, new Random(seed))).isEqualTo(whole);
  }

  @Property(tries = 50)
  void eachFaceIsSmoothedAsIfItWereAlone(@ForAll long seed) {
    List<FusedRow> rows = twoFaces(new Random(seed), 90);
    List<DecidedRow> decided = smooth(rows, 7, null);
    for (int face = 0; face < 2; face++) {
      int id = face;
      List<DecidedRow> own =
          decided.stream().filter(d -> d.row() != null && d.row().face() == id).toList();
      int[] raw = own.stream().mapToInt(DecidedRow::raw).toArray();
      assertThat(own.stream().mapToInt(DecidedRow::smoothed).toArray())
          .containsExactly(new BatchSmoother(SmoothingConfig.DEFAULT).smooth(raw));
    }
  }

  @Test
  void aRowWithoutMeasurementHasNoLabelAndIsNotHeldBackByItself() {
    List<DecidedRow> out = smooth(List.of(row(0, -1, -1), row(1, -1, -1)), 1, null);
    assertThat(out.subList(0, 2)).allSatisfy(d -> assertThat(d.smoothed()).isEqualTo(-1));
    assertThat(out.get(2).close()).isEqualTo(StreamEnd.END_OF_STREAM);
  }

  @Test
  void aFaceUnseenForLongerThanTheGapIsGoneBeforeTheRowsAfterIt() {
    List<FusedRow> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(row(i, 0, 4));
    }
    for (int i = 10; i < 60; i++) {
      rows.add(row(i, -1, -1));
    }
    List<DecidedRow> out = smooth(rows, 4, null);
    int gone = out.indexOf(DecidedRow.gone("s", 0));
    assertThat(out.get(gone - 1).row().time()).isLessThanOrEqualTo(9 * FRAME + GAP);
    assertThat(out.get(gone + 1).row().time()).isGreaterThan(9 * FRAME + GAP);
  }
}
