package io.affectstream.operators.episodes;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.episodes.EpisodeChange;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.features.testing.TestRows;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class EpisodesFunctionTest {

  private static final long FRAME = 40_000;
  private static final int HAPPINESS = 4;
  private static final int SADNESS = 5;

  private static KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> harness()
      throws Exception {
    return new KeyedOneInputStreamOperatorTestHarness<>(
        new KeyedProcessOperator<>(new EpisodesFunction(EpisodeConfig.DEFAULT)),
        DecidedRow::stream,
        Types.STRING);
  }

  private static DecidedRow row(String stream, long frame, int face, int label, float unit) {
    float[] expression = new float[label < 0 ? 0 : 8];
    float[] units = new float[label < 0 ? 0 : ActionUnit.values().length];
    if (label >= 0) {
      expression[label] = frame % 10 == 4 ? 0.9f : 0.7f;
      units[0] = unit;
    }
    FusedRow row =
        TestRows.of(frame, face, expression, units, new WindowCoverage(0, 0, 0, NoWords.NONE));
    return new DecidedRow(stream, row, label, label, DecidedRow.NOBODY, StreamEnd.NONE);
  }

  /**
   * Happy from 0 to 9 with AU1 from 2 to 9, sad to 14, then gone; no face from 15 to 19, face 4
   * happy to 24.
   */
  private static List<DecidedRow> stream(String id) {
    List<DecidedRow> rows = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      rows.add(row(id, i, 3, HAPPINESS, i < 2 ? 0 : 0.8f));
    }
    for (int i = 10; i < 15; i++) {
      rows.add(row(id, i, 3, SADNESS, 0));
    }
    rows.add(new DecidedRow(id, null, -1, -1, 3, StreamEnd.NONE));
    for (int i = 15; i < 20; i++) {
      rows.add(row(id, i, -1, -1, 0));
    }
    for (int i = 20; i < 25; i++) {
      rows.add(row(id, i, 4, HAPPINESS, 0));
    }
    rows.add(new DecidedRow(id, null, -1, -1, DecidedRow.NOBODY, StreamEnd.END_OF_STREAM));
    return rows;
  }

  /** Kind, frame and, for episodes, face, number, label, frames from onset over peak to offset. */
  private static List<String> text(List<StreamEvent> events) {
    return events.stream()
        .map(
            e ->
                "%s @%d%s"
                    .formatted(
                        e.kind(),
                        e.time() / FRAME,
                        e.change() == null
                            ? " %d %s".formatted(e.frames(), e.end())
                            : text(e.face(), e.change())))
        .toList();
  }

  private static String text(int face, EpisodeChange change) {
    return " face %d #%d %s %d-%d-%d (%d) %.2f %.2f"
        .formatted(
            face,
            change.number(),
            change.expression() >= 0 ? "e" + change.expression() : "u" + change.actionUnit(),
            change.onset() / FRAME,
            change.peak() / FRAME,
            change.offset() / FRAME,
            change.frames(),
            change.confidence(),
            change.peakConfidence());
  }

  private static List<StreamEvent> whole(List<DecidedRow> rows) throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> harness =
        harness()) {
      harness.open();
      for (DecidedRow row : rows) {
        harness.processElement(new StreamRecord<>(row));
      }
      assertThat(harness.numKeyedStateEntries()).isZero();
      return harness.extractOutputValues();
    }
  }

  @Test
  void eventsComeInOrderAndLeaveNoState() throws Exception {
    assertThat(text(whole(stream("a"))))
        .containsExactly(
            "STREAM_OPENED @0 0 NONE",
            "EPISODE_OPENED @4 face 3 #0 e4 0-4-4 (5) 0.74 0.90",
            "EPISODE_OPENED @6 face 3 #1 u0 2-2-6 (5) 0.80 0.80",
            "EPISODE_CLOSED @9 face 3 #0 e4 0-4-9 (10) 0.72 0.90",
            "EPISODE_CLOSED @9 face 3 #1 u0 2-2-9 (8) 0.80 0.80",
            "EPISODE_OPENED @14 face 3 #2 e5 10-14-14 (5) 0.74 0.90",
            "EPISODE_CLOSED @14 face 3 #2 e5 10-14-14 (5) 0.74 0.90",
            "EPISODE_OPENED @24 face 4 #3 e4 20-24-24 (5) 0.74 0.90",
            "EPISODE_CLOSED @24 face 4 #3 e4 20-24-24 (5) 0.74 0.90",
            "STREAM_CLOSED @25 25 END_OF_STREAM");
  }

  @Test
  void aRestoreAnywhereGivesTheSameEvents() throws Exception {
    List<DecidedRow> rows = stream("a");
    List<String> expected = text(whole(rows));
    for (int cut = 1; cut < rows.size(); cut++) {
      List<StreamEvent> given = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> before =
          harness()) {
        before.open();
        for (DecidedRow row : rows.subList(0, cut)) {
          before.processElement(new StreamRecord<>(row));
        }
        given.addAll(before.extractOutputValues());
        snapshot = before.snapshot(1, 1);
      }
      try (KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> after =
          harness()) {
        after.initializeState(snapshot);
        after.open();
        for (DecidedRow row : rows.subList(cut, rows.size())) {
          after.processElement(new StreamRecord<>(row));
        }
        given.addAll(after.extractOutputValues());
        assertThat(after.numKeyedStateEntries()).isZero();
      }
      assertThat(text(given)).as("restored after row %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void streamsAreNumberedAndClosedOnTheirOwn() throws Exception {
    List<DecidedRow> a = stream("a");
    List<DecidedRow> b = stream("b");
    try (KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> harness =
        harness()) {
      harness.open();
      for (int i = 0; i < a.size(); i++) {
        harness.processElement(new StreamRecord<>(a.get(i)));
        if (i < a.size() - 1) {
          harness.processElement(new StreamRecord<>(b.get(i)));
        }
      }
      assertThat(harness.numKeyedStateEntries()).as("only that of b").isOne();
      List<StreamEvent> events = harness.extractOutputValues();
      List<String> expected = text(whole(a));
      assertThat(text(events.stream().filter(e -> e.stream().equals("a")).toList()))
          .isEqualTo(expected);
      assertThat(text(events.stream().filter(e -> e.stream().equals("b")).toList()))
          .as("b is still open")
          .isEqualTo(expected.subList(0, expected.size() - 2));
    }
  }

  @Test
  void facesThatLeaveTakeTheirStateWithThem() throws Exception {
    List<Long> sizes = new ArrayList<>();
    try (KeyedOneInputStreamOperatorTestHarness<String, DecidedRow, StreamEvent> harness =
        harness()) {
      harness.open();
      for (int face = 0; face < 500; face++) {
        for (int i = 0; i < 3; i++) {
          harness.processElement(
              new StreamRecord<>(row("a", 3L * face + i, face, HAPPINESS, 0.8f)));
        }
        harness.processElement(
            new StreamRecord<>(new DecidedRow("a", null, -1, -1, face, StreamEnd.NONE)));
        if (face % 100 == 50) {
          sizes.add(
              harness.snapshot(face, face).getManagedKeyedState().iterator().next().getStateSize());
        }
      }
    }
    assertThat(sizes).hasSize(5).containsOnly(sizes.get(0));
  }
}
