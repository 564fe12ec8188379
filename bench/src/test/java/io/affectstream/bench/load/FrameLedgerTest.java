package io.affectstream.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FrameLedgerTest {

  private final FrameLedger ledger = new FrameLedger();

  @Test
  void everyFrameOnceIsNothingToComplainOf() {
    for (int frame = 0; frame < 5; frame++) {
      ledger.add("a", frame, 0);
      ledger.add("a", frame, 1);
      ledger.add("b", frame, -1);
    }
    ledger.end("a", 5);
    ledger.end("b", 5);

    assertThat(ledger.frames()).isEqualTo(10);
    assertThat(ledger.rows()).isEqualTo(15);
    assertThat(ledger.lost()).isZero();
    assertThat(ledger.repeated()).isZero();
    assertThat(ledger.first()).isEmpty();
    assertThat(ledger.through("a")).isEqualTo(5);
    assertThat(ledger.through("c")).isZero();
  }

  @Test
  void holesAndAMissingEndAreLost() {
    ledger.add("a", 1, 0);
    ledger.add("a", 4, 0);
    ledger.end("a", 7);
    ledger.end("never seen", 3);

    assertThat(ledger.lost()).isEqualTo(1 + 2 + 2 + 3);
    assertThat(ledger.first()).first().asString().contains("a: frames 0 to 0");
  }

  @Test
  void aRowAgainAndARowOfAnEarlierFrameAreRepeated() {
    ledger.add("a", 0, 0);
    ledger.add("a", 0, 0);
    ledger.add("a", 1, 0);
    ledger.add("a", 0, 3);

    assertThat(ledger.repeated()).isEqualTo(2);
    assertThat(ledger.lost()).isZero();
    assertThat(ledger.first()).hasSize(2);
  }
}
