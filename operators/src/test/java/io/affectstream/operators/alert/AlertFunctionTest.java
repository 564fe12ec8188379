package io.affectstream.operators.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.alerts.Alert;
import io.affectstream.features.alerts.RuleVersion;
import io.affectstream.features.align.WindowCoverage;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.FusedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.words.Speech;
import io.affectstream.features.words.SpokenText;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class AlertFunctionTest {

  private static final long FRAME = 100_000;
  private static final RuleArrival ANGRY =
      rule("angry", RuleVersion.ALWAYS, "anger over 0.5 for 500 ms where role = customer", 7);
  private static final RuleArrival CANCEL = rule("cancel", 2_000_000, "words match \"cancel\"", 3);

  private static RuleArrival rule(String name, long from, String text, long offset) {
    return new RuleArrival(
        new RuleVersion(name, from, text, Severity.WARNING, false, false), offset);
  }

  /** The stage on a test harness. */
  private static final class Stage implements AutoCloseable {

    private final AlertFunction<DecidedRow> function;
    private final KeyedTwoInputStreamOperatorTestHarness<String, DecidedRow, RuleArrival, Alert>
        harness;

    Stage(List<RuleArrival> known) throws Exception {
      function = new AlertFunction<>(AlertInput.FINAL, known);
      harness =
          new KeyedTwoInputStreamOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(function, List.of(AlertFunction.RULES)),
              DecidedRow::stream,
              null,
              Types.STRING);
    }

    Stage open() throws Exception {
      harness.open();
      return this;
    }

    void push(List<DecidedRow> rows) throws Exception {
      for (DecidedRow row : rows) {
        harness.processElement1(new StreamRecord<>(row));
      }
    }

    void rule(RuleArrival rule) throws Exception {
      harness.processElement2(new StreamRecord<>(rule));
    }

    List<Alert> alerts() {
      return harness.extractOutputValues();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }

  private static DecidedRow row(String stream, int frame, float anger, String... words) {
    FusedRow row =
        new FusedRow(
            frame,
            frame * FRAME,
            FRAME,
            0,
            Reason.MEASURED,
            null,
            1,
            1,
            new float[] {0, anger, 0, 0, 0, 0, 0, 0},
            Certainty.UNKNOWN,
            new float[12],
            new WindowCoverage(1, 1, 1, NoWords.NONE),
            0,
            Float.NaN);
    List<SpokenText> spoken = new ArrayList<>();
    for (String word : words) {
      spoken.add(new SpokenText(word, frame * FRAME, frame * FRAME + FRAME));
    }
    return new DecidedRow(
        stream, row, 1, 1, DecidedRow.NOBODY, StreamEnd.NONE, new Speech("customer", spoken));
  }

  /** Angry in seconds 1 and 3, "cancel" at 2.5 s, over after 4 s. */
  private static List<DecidedRow> stream(String id) {
    List<DecidedRow> rows = new ArrayList<>();
    for (int frame = 0; frame < 40; frame++) {
      float anger = frame / 10 % 2 == 1 ? 0.9f : 0.1f;
      rows.add(frame == 25 ? row(id, frame, anger, "cancel") : row(id, frame, anger));
    }
    rows.add(new DecidedRow(id, null, -1, -1, 0, StreamEnd.NONE));
    rows.add(new DecidedRow(id, null, -1, -1, DecidedRow.NOBODY, StreamEnd.END_OF_STREAM));
    return rows;
  }

  private static List<String> text(List<Alert> alerts) {
    return alerts.stream()
        .map(
            alert ->
                "%s %s @%d since %d %s %s"
                    .formatted(
                        alert.stream(),
                        alert.rule().rule(),
                        alert.time() / FRAME,
                        alert.onset() / FRAME,
                        alert.readings(),
                        alert.words()))
        .toList();
  }

  @Test
  void alertsComeInOrderAndLeaveNoState() throws Exception {
    try (Stage stage = new Stage(List.of(ANGRY, CANCEL)).open()) {
      stage.push(stream("a"));
      assertThat(text(stage.alerts()))
          .containsExactly(
              "a angry @15 since 10 [Reading[measure=anger, value=0.9]] []",
              "a cancel @25 since 25 [] [cancel]",
              "a angry @35 since 30 [Reading[measure=anger, value=0.9]] []");
      assertThat(stage.harness.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void rulesFromTheTopicEqualRulesKnownAtSubmission() throws Exception {
    try (Stage known = new Stage(List.of(ANGRY, CANCEL)).open();
        Stage read = new Stage(List.of()).open()) {
      known.push(stream("a"));
      read.rule(CANCEL);
      read.rule(ANGRY);
      read.push(stream("a"));
      assertThat(read.alerts()).isEqualTo(known.alerts()).hasSize(3);
    }
  }

  @Test
  void aRestoreAnywhereGivesTheSameAlerts() throws Exception {
    List<DecidedRow> rows = stream("a");
    List<Alert> expected;
    try (Stage whole = new Stage(List.of(ANGRY, CANCEL)).open()) {
      whole.push(rows);
      expected = whole.alerts();
    }
    for (int cut = 1; cut < rows.size(); cut++) {
      List<Alert> found = new ArrayList<>();
      OperatorSubtaskState snapshot;
      try (Stage before = new Stage(List.of()).open()) {
        before.rule(ANGRY);
        before.rule(CANCEL);
        before.push(rows.subList(0, cut));
        found.addAll(before.alerts());
        snapshot = before.harness.snapshot(1, 1);
      }
      try (Stage after = new Stage(List.of())) {
        after.harness.initializeState(snapshot);
        after.open();
        after.push(rows.subList(cut, rows.size()));
        found.addAll(after.alerts());
      }
      assertThat(found).as("restored after row %d", cut).isEqualTo(expected);
    }
  }

  @Test
  void ofTwoRecordsOfAVersionTheLaterOneCounts() throws Exception {
    RuleArrival newer = rule("angry", RuleVersion.ALWAYS, "anger over 0.95", 9);
    try (Stage stage = new Stage(List.of(newer)).open()) {
      stage.rule(ANGRY);
      stage.push(stream("a"));
      assertThat(stage.alerts()).isEmpty();
      stage.rule(rule("angry", RuleVersion.ALWAYS, "anger over 0.85 quiet 10 s", 12));
      stage.push(stream("b"));
      assertThat(text(stage.alerts()))
          .containsExactly("b angry @10 since 10 [Reading[measure=anger, value=0.9]] []");
    }
  }

  @Test
  void aRuleThatComesAfterItsRowsCountsFromTheNextOneAndIsCounted() throws Exception {
    try (Stage stage = new Stage(List.of()).open()) {
      Counter late = stage.function.lateRules();
      stage.push(stream("a").subList(0, 14));
      stage.push(stream("b").subList(0, 10));
      stage.rule(ANGRY);
      assertThat(late.getCount()).isEqualTo(2);
      stage.rule(CANCEL);
      assertThat(late.getCount()).as("it begins later").isEqualTo(2);
      stage.push(stream("a").subList(14, 26));
      assertThat(text(stage.alerts()))
          .containsExactly(
              "a angry @19 since 14 [Reading[measure=anger, value=0.9]] []",
              "a cancel @25 since 25 [] [cancel]");
    }
  }

  private static LiveRow live(int frame, float anger, List<Integer> gone) {
    return new LiveRow("a", row("a", frame, anger).row(), 1, 1, List.of(), gone, "customer");
  }

  @Test
  void provisionalRowsTriggerTheEarlyRules() throws Exception {
    String condition = "anger over 0.5 for 500 ms where role = customer";
    RuleVersion early =
        new RuleVersion("early", RuleVersion.ALWAYS, condition, Severity.WARNING, true, false);
    RuleVersion noLonger =
        new RuleVersion("early", 3_000_000, condition, Severity.INFO, false, false);
    AlertFunction<LiveRow> function =
        new AlertFunction<>(
            AlertInput.PROVISIONAL,
            List.of(ANGRY, new RuleArrival(early, 8), new RuleArrival(noLonger, 9)));
    try (KeyedTwoInputStreamOperatorTestHarness<String, LiveRow, RuleArrival, Alert> harness =
        new KeyedTwoInputStreamOperatorTestHarness<>(
            new CoBroadcastWithKeyedOperator<>(function, List.of(AlertFunction.RULES)),
            LiveRow::stream,
            null,
            Types.STRING)) {
      harness.open();
      for (int frame = 0; frame < 40; frame++) {
        List<Integer> gone = frame == 13 ? List.of(0) : List.of();
        harness.processElement1(
            new StreamRecord<>(live(frame, frame / 10 % 2 == 1 ? 0.9f : 0.1f, gone)));
      }
      assertThat(text(harness.extractOutputValues()))
          .containsExactly("a early @18 since 13 [Reading[measure=anger, value=0.9]] []");
      assertThat(harness.extractOutputValues().get(0).finality()).isEqualTo(Finality.PROVISIONAL);
      harness.processElement1(
          new StreamRecord<>(new LiveRow("a", null, -1, -1, List.of(), List.of(), "")));
      assertThat(harness.numKeyedStateEntries()).isZero();
    }
  }
}
