package io.affectstream.features.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.alerts.Alert.Reading;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Severity;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rules by example; rows are 100 ms apart. */
class StreamAlertsTest {

  private static final long STEP = 100_000;

  private final AlertState state = new AlertState();
  private final List<Alert> alerts = new ArrayList<>();
  private Finality finality = Finality.FINAL;
  private RuleBook book = RuleBook.EMPTY;
  private long time;

  @Test
  void oneAlertPerEpisodeThatLastsLongEnough() {
    rules("anger over 0.6 for 3 s where role = customer");
    anger(0.9f, 20);
    anger(0.1f, 1);
    assertThat(alerts).isEmpty();
    anger(0.9f, 50);
    assertThat(times()).containsExactly(21 * STEP + 3_000_000);
    Alert alert = alerts.get(0);
    assertThat(alert.onset()).isEqualTo(21 * STEP);
    assertThat(alert.readings()).containsExactly(new Reading("anger", 0.9f));
    assertThat(alert.face()).isZero();
    assertThat(alert.role()).isEqualTo("customer");
    anger(0.1f, 1);
    anger(0.9f, 31);
    assertThat(alerts).hasSize(2);
    assertThat(alerts.get(1).id()).isNotEqualTo(alert.id()).hasSize(32);
  }

  @Test
  void anEarlyAlertHasAnIdOfItsOwn() {
    rules("anger over 0.6 quiet 0 s");
    anger(0.9f, 1);
    finality = Finality.PROVISIONAL;
    time = 0;
    state.time = AlertState.NEVER;
    state.rules.clear();
    anger(0.9f, 1);
    assertThat(times()).containsExactly(0L, 0L);
    assertThat(alerts).extracting(Alert::finality).containsExactly(Finality.FINAL, finality);
    assertThat(alerts).extracting(Alert::id).doesNotHaveDuplicates();
  }

  @Test
  void streamsOfAnotherRoleDoNotCount() {
    rules("anger over 0.6 where role = agent");
    anger(0.9f, 5);
    assertThat(alerts).isEmpty();
    assertThat(state.rules).isEmpty();
  }

  @Test
  void aRiseIsMeasuredFromTheMinimumOfThePeriod() {
    rules("anger rises by 0.3 within 1 s");
    anger(0.2f, 1);
    anger(0.3f, 9);
    anger(0.49f, 1);
    assertThat(alerts).isEmpty();
    anger(0.65f, 1);
    assertThat(times()).containsExactly(11 * STEP);
  }

  @Test
  void noFaceConcernsTheStream() {
    rules("no face for 2 s");
    anger(0.9f, 3);
    for (int i = 0; i < 40; i++) {
      push(-1, false, 0, List.of());
    }
    assertThat(times()).containsExactly(3 * STEP + 2_000_000);
    assertThat(alerts.get(0).face()).isEqualTo(-1);
  }

  @Test
  void wordsMatchInTheFrameOfTheirOnset() {
    rules("words match \"cancel*|speak to * manager\" while anger over 0.4");
    push(0, true, 0.9f, List.of("Speak", "to"));
    push(0, true, 0.2f, List.of("the"));
    push(0, true, 0.9f, List.of("Manager!"));
    push(0, true, 0.2f, List.of("Cancelled."));
    push(0, true, 0.9f, List.of());
    assertThat(alerts).singleElement().satisfies(a -> assertThat(a.time()).isEqualTo(2 * STEP));
    assertThat(alerts.get(0).words()).containsExactly("speak to the manager");
  }

  @Test
  void countsEpisodesWithinThePeriodAndStartsAgain() {
    rules("anger over 0.5 3 times in 1 s");
    for (int i = 0; i < 12; i++) {
      anger(i % 2 == 0 ? 0.9f : 0.1f, 1);
    }
    assertThat(times()).containsExactly(4 * STEP, 10 * STEP);
  }

  @Test
  void anEpisodeThatOutlastsTheQuietTimeIsReportedAfterIt() {
    rules("anger over 0.5 quiet 2 s");
    anger(0.9f, 1);
    anger(0.1f, 1);
    anger(0.9f, 5);
    anger(0.1f, 1);
    anger(0.9f, 30);
    assertThat(times()).containsExactly(0L, 20 * STEP);
    assertThat(alerts.get(1).onset()).isEqualTo(8 * STEP);
  }

  @Test
  void aGapEndsAnEpisode() {
    rules("anger over 0.5 for 1 s");
    anger(0.9f, 10);
    time += 1_000_001 - STEP;
    anger(0.9f, 10);
    assertThat(alerts).isEmpty();
    anger(0.9f, 1);
    assertThat(alerts).hasSize(1);
  }

  @Test
  void unitsThatTheBundleLacksAreNeitherOverNorUnder() {
    rules("AU4 over 0 or AU4 under 1 or AU4 rises by 0.1 within 1 s");
    anger(0.9f, 5);
    assertThat(alerts).isEmpty();
  }

  @Test
  void versionsReplaceEachOtherInOriginatingTime() {
    book =
        new RuleBook(
            List.of(
                version(RuleVersion.ALWAYS, "anger over 0.5 for 1 s"),
                version(500_000, "anger over 0.8"),
                RuleVersion.withdrawn("r", 2_000_000)));
    anger(0.6f, 15);
    anger(0.9f, 1);
    anger(0.6f, 10);
    anger(0.9f, 10);
    assertThat(times()).containsExactly(15 * STEP);
    assertThat(alerts.get(0).rule().effectiveFrom()).isEqualTo(500_000);
    assertThat(state.rules).isEmpty();
  }

  @Test
  void stateOfFacesThatLeaveIsDropped() {
    rules("anger rises by 0.5 within 120 s");
    anger(0.1f, 300);
    assertThat(state.rules).hasSize(1);
    StreamAlerts.gone(state, 0);
    assertThat(state.rules.get(0).subjects).isEmpty();
  }

  @Test
  void theExtremesKeepOnlyRowsThatMayCount() {
    Extremes minimum = new Extremes();
    for (int i = 0; i < 10_000; i++) {
      float expected = Math.max(0, i - 50);
      assertThat(minimum.add(true, i, i, i - 50)).isEqualTo(expected);
    }
    assertThat(minimum.count).isEqualTo(51);
    assertThat(minimum.times.length).isLessThanOrEqualTo(256);
    assertThat(minimum.add(true, 10_000, 3, 9_950)).isEqualTo(3);
    assertThat(minimum.count).isEqualTo(1);
  }

  @Test
  void aBookRefusesTextsThatWereNotChecked() {
    assertThatThrownBy(() -> new RuleBook(List.of(version(3, "anger"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rule r@3: line 1, column 6: expected 'over'");
  }

  private void rules(String text) {
    book = new RuleBook(List.of(version(RuleVersion.ALWAYS, text)));
  }

  private static RuleVersion version(long from, String text) {
    return new RuleVersion("r", from, text, Severity.CRITICAL, false, false);
  }

  private void anger(float anger, int rows) {
    for (int i = 0; i < rows; i++) {
      push(0, true, anger, List.of());
    }
  }

  private void push(int face, boolean measured, float anger, List<String> words) {
    float[] expression = measured ? new float[] {0, anger, 0, 0, 0, 0, 0, 0} : new float[0];
    AlertRow row =
        new AlertRow(
            "s",
            finality,
            "customer",
            time / STEP,
            time,
            STEP,
            face,
            measured,
            measured ? 1 : -1,
            expression,
            new float[0],
            true,
            true,
            false,
            words);
    StreamAlerts.row(state, book, row, alerts::add);
    time += STEP;
  }

  private List<Long> times() {
    return alerts.stream().map(Alert::time).toList();
  }
}
