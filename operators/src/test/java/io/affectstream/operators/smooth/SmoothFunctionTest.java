package io.affectstream.operators.smooth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class SmoothFunctionTest {

  private static final long FRAME = 40_000;
  private static final long GAP = 400_000;
  private static final int FRAMES = 90;
  private static final int SEGMENT = 7;

  private static KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow>
      harness() throws Exception {
    return new KeyedTwoInputStreamOperatorTestHarness<>(
        new KeyedCoProcessOperator<>(
            new SmoothFunction(SmoothingConfig.DEFAULT, GAP, new float[12])),
        FusedSegment::stream,
        LiveRow::stream,
        Types.STRING);
  }

  private static FusedRow row(long frame, int face, int label) {
    float[] expression = new float[label < 0 ? 0 : 8];
    if (label >= 0) {
      expression[label] = 0.9f;
    }
    return new FusedRow(
        frame,
        frame * FRAME,
        FRAME,
        face,
        label >= 0 ? Reason.MEASURED : Reason.NO_FACE,
        label >= 0 ? new FaceBox(frame, 1, 2, 3) : null,
        0.5f,
        0.25f,
        expression,
        Certainty.UNKNOWN,
        new float[0],
        new WindowCoverage(1, 0.5f, 0, NoWords.NONE),
        0,
        Float.NaN);
  }

  /** Face 0 throughout, face 1 gone in the middle, a stretch without any, then the end. */
  private static List<FusedSegment> stream(String id) {
    Random random = new Random(3);
    List<FusedRow> rows = new ArrayList<>();
    for (int i = 0; i < FRAMES; i++) {
      if (i >= 70 && i < 76) {
        rows.add(row(i, -1, -1));
        continue;
      }
      rows.add(row(i, 0, random.nextInt(4) == 0 ? random.nextInt(8) : 4));
      if (i < 30 || i > 50) {
        rows.add(row(i, i < 30 ? 1 : 2, random.nextInt(8)));
      }
    }
    List<FusedSegment> segments = new ArrayList<>();
    for (int from = 0; from < rows.size(); from += SEGMENT) {
      List<FusedRow> part = rows.subList(from, Math.min(rows.size(), from + SEGMENT));
      segments.add(
          new FusedSegment(
              id,
              segments.size(),
              new ArrayList<>(part),
              part.get(part.size() - 1).time(),
              List.of(),
              StreamEnd.NONE));
    }
    segments.add(
        new FusedSegment(
            id, segments.size(), List.of(), Long.MAX_VALUE, List.of(), StreamEnd.END_OF_STREAM));
    return segments;
  }

  private static List<String> text(List<DecidedRow> rows) {
    return rows.stream()
        .map(
            d ->
                "%s %s %d>%d gone %d %s"
                    .formatted(
                        d.stream(),
                        d.row() == null
                            ? "-"
                            : "%d/%d %s %s %s"
                                .formatted(
                                    d.row().frame(),
                                    d.row().face(),
                                    d.row().reason(),
                                    d.row().box(),
                                    Arrays.toString(d.row().expression())),
                        d.raw(),
                        d.smoothed(),
                        d.goneFace(),
                        d.close()))
        .toList();
  }

  private static LiveRow live(String stream, FusedRow row, EpisodeChange... opened) {
    int label = row.expression().length == 0 ? -1 : 2;
    return new LiveRow(stream, row, label, label, List.of(opened), List.of(), "");
  }

  /** The mark after the last provisional row. */
  private static StreamRecord<LiveRow> endOfLive(String stream) {
    return new StreamRecord<>(new LiveRow(stream, null, -1, -1, List.of(), List.of(), ""));
  }

  private static List<DecidedRow> whole(List<FusedSegment> segments) throws Exception {
    try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow> harness =
        harness()) {
      harness.open();
      for (FusedSegment segment : segments) {
        harness.processElement1(new StreamRecord<>(segment));
      }
      harness.processElement2(endOfLive(segments.get(0).stream()));
      assertThat(harness.numKeyedStateEntries()).isZero();
      return harness.extractOutputValues();
    }
  }

  @Test
  void givesEveryRowOnceInOrderThenTheCloseAndLeavesNoState() throws Exception {
    List<FusedSegment> segments = stream("a");
    List<DecidedRow> rows = whole(segments);
    assertThat(rows.stream().map(DecidedRow::row).filter(row -> row != null))
        .extracting(FusedRow::frame, FusedRow::face)
        .containsExactlyElementsOf(
            segments.stream()
                .flatMap(segment -> segment.rows().stream())
                .map(row -> tuple(row.frame(), row.face()))
                .toList());
    assertThat(rows.stream().filter(d -> d.goneFace() != DecidedRow.NOBODY))
        .extracting(DecidedRow::goneFace)
        .containsExactly(1, 0, 2);
    assertThat(rows).extracting(DecidedRow::close).filteredOn(StreamEnd::isEnd).hasSize(1);
    assertThat(rows.get(rows.size() - 1).close()).isEqualTo(StreamEnd.END_OF_STREAM);
    assertThat(rows.stream().filter(d -> d.row() != null && d.smoothed() != d.raw()))
        .as("something was smoothed")
        .isNotEmpty();
  }

  @Test
  void aRestoreAnywhereGivesTheSameRowsAlsoWhenSegmentsOvertake() throws Exception {
    List<FusedSegment> segments = stream("a");
    List<String> expected = text(whole(segments));
    List<FusedSegment> shuffled = new ArrayList<>(segments);
    Collections.shuffle(shuffled, new Random(5));
    for (List<FusedSegment> order : List.of(segments, shuffled)) {
      for (int cut = 1; cut < order.size(); cut += 2) {
        List<DecidedRow> given = new ArrayList<>();
        OperatorSubtaskState snapshot;
        try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow>
            before = harness()) {
          before.open();
          for (FusedSegment segment : order.subList(0, cut)) {
            before.processElement1(new StreamRecord<>(segment));
          }
          given.addAll(before.extractOutputValues());
          snapshot = before.snapshot(1, 1);
        }
        try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow>
            after = harness()) {
          after.initializeState(snapshot);
          after.open();
          for (FusedSegment segment : order.subList(cut, order.size())) {
            after.processElement1(new StreamRecord<>(segment));
          }
          given.addAll(after.extractOutputValues());
          after.processElement2(endOfLive("a"));
          assertThat(after.numKeyedStateEntries()).isZero();
        }
        assertThat(text(given)).as("restored after segment %d", cut).isEqualTo(expected);
      }
    }
  }

  @Test
  void streamsDoNotMixAndOneThatEndsLeavesTheOther() throws Exception {
    List<FusedSegment> a = stream("a");
    List<FusedSegment> b = stream("b");
    try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow> harness =
        harness()) {
      harness.open();
      harness.processElement2(endOfLive("a"));
      for (int i = 0; i < a.size(); i++) {
        harness.processElement1(new StreamRecord<>(a.get(i)));
        if (i < b.size() - 1) {
          harness.processElement1(new StreamRecord<>(b.get(i)));
        }
      }
      assertThat(harness.numKeyedStateEntries()).as("only both states of b").isEqualTo(2);
      harness.processElement1(new StreamRecord<>(b.get(b.size() - 1)));
      harness.processElement2(endOfLive("b"));
      assertThat(harness.numKeyedStateEntries()).isZero();
      List<DecidedRow> rows = harness.extractOutputValues();
      for (List<FusedSegment> stream : List.of(a, b)) {
        String id = stream.get(0).stream();
        assertThat(text(rows.stream().filter(d -> d.stream().equals(id)).toList()))
            .isEqualTo(text(whole(stream)));
      }
    }
  }

  @Test
  void rowsThatTheModelFailedOnAreRefusedAtOnce() throws Exception {
    FusedRow failed = row(2, 0, -1);
    FusedSegment early =
        new FusedSegment("a", 1, List.of(failed), 80_000, List.of(failed), StreamEnd.NONE);
    try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow> harness =
        harness()) {
      harness.open();
      harness.processElement1(new StreamRecord<>(early));
      assertThat(harness.extractOutputValues()).as("segment 0 is missing").isEmpty();
      assertThat(harness.getSideOutput(Refusal.TAG))
          .extracting(StreamRecord::getValue)
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.stream()).isEqualTo("a");
                assertThat(refusal.time()).isEqualTo(failed.time());
                assertThat(refusal.reason()).isEqualTo(DeadLetterReason.MODEL_OUTPUT_NOT_FINITE);
                assertThat(refusal.message()).contains("frame 2, face 0");
              });
    }
  }

  @Test
  void aLongStreamKeepsTheStateSmall() throws Exception {
    List<Long> sizes = new ArrayList<>();
    try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow> harness =
        harness()) {
      harness.open();
      for (int i = 0; i < 2_000; i++) {
        long first = 15L * i;
        harness.processElement1(
            new StreamRecord<>(
                new FusedSegment(
                    "a",
                    i,
                    LongStream.range(first, first + 15).mapToObj(f -> row(f, 0, 4)).toList(),
                    (first + 14) * FRAME,
                    List.of(),
                    StreamEnd.NONE)));
        harness.getOutput().clear();
        if (i % 500 == 99) {
          sizes.add(harness.snapshot(i, i).getManagedKeyedState().iterator().next().getStateSize());
        }
      }
    }
    assertThat(sizes).hasSize(4).containsOnly(sizes.get(0));
  }

  /** Provisional rows early, late or missing change nothing but the label that says so. */
  @Test
  void provisionalRowsInAnyOrderLeaveTheFinalRowsAsTheyAre() throws Exception {
    List<FusedSegment> segments = stream("a");
    List<String> expected = text(whole(segments));
    List<FusedRow> rows = segments.stream().flatMap(one -> one.rows().stream()).toList();
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      List<String> before = new ArrayList<>();
      try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow>
          harness = harness()) {
        harness.open();
        int next = 0;
        for (FusedSegment segment : segments) {
          int until = Math.min(rows.size(), next + random.nextInt(2 * SEGMENT));
          for (; next < until; next++) {
            if (random.nextInt(4) > 0) {
              harness.processElement2(new StreamRecord<>(live("a", rows.get(next))));
              before.add(name(rows.get(next)));
            }
          }
          harness.processElement1(new StreamRecord<>(segment));
        }
        harness.processElement2(endOfLive("a"));
        assertThat(harness.numKeyedStateEntries()).isZero();
        List<DecidedRow> decided = harness.extractOutputValues();
        assertThat(text(decided)).isEqualTo(expected);
        assertThat(
                decided.stream().filter(row -> row.provisional() == 2).map(row -> name(row.row())))
            .isSubsetOf(before)
            .isNotEmpty();
      }
    }
  }

  @Test
  void aFinalRowCarriesTheLabelOfItsProvisionalRowAndJudgesItsEpisodes() throws Exception {
    EpisodeChange kept = opened(4, 0);
    EpisodeChange refuted = opened(7, 1);
    try (KeyedTwoInputStreamOperatorTestHarness<String, FusedSegment, LiveRow, DecidedRow> harness =
        harness()) {
      harness.open();
      FusedRow first = row(0, 0, 4);
      harness.processElement2(new StreamRecord<>(live("a", first, kept, refuted)));
      List<FusedRow> rows = new ArrayList<>(List.of(first));
      for (int i = 1; i < 10; i++) {
        rows.add(row(i, 0, 4));
      }
      harness.processElement1(
          new StreamRecord<>(new FusedSegment("a", 0, rows, 9 * FRAME, List.of(), StreamEnd.NONE)));
      List<DecidedRow> decided = harness.extractOutputValues();
      assertThat(decided.get(0).provisional()).isEqualTo(2);
      assertThat(decided.get(1).provisional()).as("no provisional row came").isEqualTo(-1);
      assertThat(harness.getSideOutput(SmoothFunction.VERDICTS))
          .extracting(StreamRecord::getValue)
          .extracting(StreamEvent::kind, event -> event.change().number())
          .containsExactly(
              tuple(EventKind.EPISODE_CONFIRMED, 0L), tuple(EventKind.EPISODE_WITHDRAWN, 1L));
    }
  }

  private static String name(FusedRow row) {
    return row.frame() + "/" + row.face();
  }

  private static EpisodeChange opened(int expression, long number) {
    return new EpisodeChange(
        EpisodeChange.Kind.OPENED, expression, -1, number, 0, 0, 0, 0, 6, -1, 0.9f, 0.9f);
  }
}
