package io.affectstream.operators.smooth;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.MapStore;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.RowSmoother;
import io.affectstream.features.rows.SmoothState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.testing.Crowd;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.fusion.FusedRows;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * From tracked faces to rows, through the decisions of align, fuse and smooth: for any behaviour of
 * the faces, each frame has exactly one row per face, in order of frame and face id.
 */
class RowsOfFacesTest {

  private static final int HALO = 6;
  private static final int FRAMES = 80;
  private static final long MAX_GAP = 1_000_000;

  private final List<Segment> segments = new ArrayList<>();

  private final Aligner.Output output =
      new Aligner.Output() {
        @Override
        public void segment(Segment segment) {
          segments.add(segment);
        }

        @Override
        public void late(LateArrival late) {
          throw new AssertionError("late: " + late);
        }
      };

  @Property(tries = 150)
  void everyFrameHasOneRowPerFaceInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int maxFaces,
      @ForAll @IntRange(min = 1, max = 30) int segment) {
    Random random = new Random(seed);
    long interval = new long[] {16_667, 40_000, 1_040_000}[random.nextInt(3)];
    Crowd crowd = new Crowd("s", random, FRAMES, interval, maxFaces);
    align(crowd, AlignmentConfig.strict(30, HALO, segment), maxFaces);
    List<DecidedRow> rows = smooth(random);

    int next = 0;
    List<Integer> rowsPerFrame = crowd.rowsPerFrame();
    for (int frame = 0; frame < FRAMES; frame++) {
      List<DecidedRow> ofFrame = rows.subList(next, next + rowsPerFrame.get(frame));
      next += ofFrame.size();
      assertFrame(crowd.frames().get(frame), ofFrame);
    }
    assertThat(rows).hasSize(next);
  }

  private void align(Crowd crowd, AlignmentConfig config, int maxFaces) {
    TrackerConfig tracking = TrackerConfig.DEFAULT.with(maxFaces, Duration.ofSeconds(1));
    Aligner aligner = new Aligner(config, new FaceTracker(tracking));
    AlignmentState state = new AlignmentState();
    Stores stores = MapStore.stores();
    segments.clear();
    aligner.expect(state, Set.of(Modality.FACE));
    boolean over = false;
    for (FaceFrame frame : crowd.overtaking()) {
      aligner.faces(state, stores, frame, output);
      over |= aligner.advance(state, stores, "s", output);
    }
    assertThat(over).isTrue();
  }

  /** The emitted rows, without the marks of faces that are gone. */
  private List<DecidedRow> smooth(Random random) {
    RowSmoother smoother = new RowSmoother(SmoothingConfig.DEFAULT, MAX_GAP);
    SmoothState state = new SmoothState();
    List<DecidedRow> rows = new ArrayList<>();
    List<Segment> order = new ArrayList<>(segments);
    for (int i = 0; i + 2 <= order.size(); i += 2) {
      Collections.shuffle(order.subList(i, i + 2), random);
    }
    boolean over = false;
    for (Segment segment : order) {
      over |= smoother.push(state, fused(segment), rows::add);
    }
    assertThat(over).isTrue();
    return rows.stream().filter(row -> row.row() != null).toList();
  }

  private static FusedSegment fused(Segment segment) {
    List<Prediction> predictions = new ArrayList<>();
    for (Centre centre : segment.centres()) {
      float[] expression =
          centre.faces().isEmpty() ? new float[0] : centre.faces().get(0).expression();
      Reason reason = centre.faces().isEmpty() ? Reason.NO_FACE : Reason.MEASURED;
      predictions.add(new Prediction(reason, expression, Certainty.UNKNOWN, new float[0]));
    }
    return FusedRows.of(segment, predictions, HALO);
  }

  private static void assertFrame(FaceFrame frame, List<DecidedRow> rows) {
    assertThat(rows).extracting(row -> row.row().frame()).containsOnly(frame.sequence());
    assertThat(rows).extracting(row -> row.row().skippedFaces()).containsOnly(frame.skippedFaces());
    List<Integer> ids = rows.stream().map(row -> row.row().face()).toList();
    assertThat(ids).isSorted().doesNotHaveDuplicates();
    if (frame.faces().isEmpty()) {
      assertThat(ids).containsExactly(Segment.NO_FACE);
    } else {
      assertThat(IntStream.range(0, rows.size()).mapToObj(i -> rows.get(i).row().box()))
          .containsExactlyInAnyOrderElementsOf(frame.faces().stream().map(f -> f.box()).toList());
    }
  }
}
