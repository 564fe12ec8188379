package io.affectstream.operators.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.FusedSegment;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.testing.TestRows;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class LiveFunctionTest {

  private static final long FRAME = 40_000;
  private static final EpisodeConfig EPISODES =
      EpisodeConfig.ofThresholds(Collections.nCopies(12, 0.5f));

  private static KeyedOneInputStreamOperatorTestHarness<String, FusedSegment, LiveRow> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new LiveFunction(SmoothingConfig.DEFAULT, EPISODES, 10 * FRAME)),
        FusedSegment::stream,
        Types.STRING);
  }

  private static FusedRow row(long frame, int face, int label) {
    float[] expression = new float[8];
    expression[label] = 0.9f;
    return TestRows.of(
        frame, face, expression, new float[12], new WindowCoverage(1, 0, 0, NoWords.NONE));
  }

  /** Windows of two faces with gaps where some were dropped, then the end. */
  private static List<FusedSegment> windows(String stream) {
    Random random = new Random(9);
    List<FusedSegment> windows = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      if (random.nextInt(6) > 0) {
        int label = i / 12 % 3 + (random.nextInt(5) == 0 ? 1 : 0);
        windows.add(
            new FusedSegment(
                stream,
                i,
                new ArrayList<>(List.of(row(i, 0, label), row(i, 1, 4))),
                i * FRAME,
                List.of(),
                StreamEnd.NONE));
      }
    }
    windows.add(
        new FusedSegment(
            stream, 60, List.of(), Long.MAX_VALUE, List.of(), StreamEnd.END_OF_STREAM));
    return windows;
  }

  private static List<String> text(List<LiveRow> rows) {
    return rows.stream()
        .map(
            row ->
                row.row() == null
                    ? row.stream() + " over"
                    : "%s %d/%d %d>%d %s"
                        .formatted(
                            row.stream(),
                            row.row().frame(),
                            row.row().face(),
                            row.raw(),
                            row.smoothed(),
                            row.opened()))
        .toList();
  }

  private static List<LiveRow> whole(List<FusedSegment> windows) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, FusedSegment, LiveRow> harness =
        harness()) {
      harness.open();
      for (FusedSegment window : windows) {
        harness.processElement(new StreamRecord<>(window));
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
      return harness.extractOutputValues();
    }
  }

  @Test
  void givesEveryRowAtOnceThenTheEndAndLeavesNoState() throws Exception {
    List<FusedSegment> windows = windows("a");
    List<LiveRow> rows = whole(windows);
    assertThat(rows).hasSize(2 * (windows.size() - 1) + 1);
    assertThat(rows.get(rows.size() - 1).row()).isNull();
    assertThat(rows).anyMatch(row -> row.raw() != row.smoothed());
    assertThat(rows.stream().flatMap(row -> row.opened().stream())).hasSizeGreaterThan(2);
  }

  @Test
  void aRestoreAnywhereGivesTheSameRows() throws Exception {
    List<FusedSegment> windows = windows("a");
    List<String> expected = text(whole(windows));
    for (int cut = 1; cut < windows.size(); cut += 3) {
      List<LiveRow> given = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (KeyedOneInputStreamOperatorTestHarness<String, FusedSegment, LiveRow> before =
          harness()) {
        before.open();
        for (FusedSegment window : windows.subList(0, cut)) {
          before.processElement(new StreamRecord<>(window));
        }
        given.addAll(before.extractOutputValues());
        snapshot = before.snapshot(1, 1);
      }
      try (KeyedOneInputStreamOperatorTestHarness<String, FusedSegment, LiveRow> after =
          harness()) {
        after.initializeState(snapshot);
        after.open();
        for (FusedSegment window : windows.subList(cut, windows.size())) {
          after.processElement(new StreamRecord<>(window));
        }
        given.addAll(after.extractOutputValues());
        assertThat(after.numKeyedStateEntries()).isZero();
      }
      assertThat(text(given)).as("restored after window %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void streamsDoNotMix() throws Exception {
    List<FusedSegment> a = windows("a");
    List<FusedSegment> b = windows("b");
    List<FusedSegment> mixed = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      mixed.add(a.get(i));
      mixed.add(b.get(i));
    }
    List<LiveRow> rows = whole(mixed);
    assertThat(text(rows.stream().filter(row -> row.stream().equals("b")).toList()))
        .isEqualTo(text(whole(b)));
  }
}
