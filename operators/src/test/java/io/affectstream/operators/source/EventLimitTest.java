package io.affectstream.operators.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EventLimitTest {

  private static final long SECOND = 1_000_000_000L;

  private final EventLimit limit = new EventLimit(Duration.ofSeconds(10));

  @Test
  void oneEventPerPeriodIsAdmittedWithTheNumberOfThoseBefore() {
    long start = Long.MAX_VALUE - SECOND; // a monotonic clock may overflow

    assertThat(limit.admit(start)).hasValue(0);
    assertThat(limit.admit(start + SECOND)).isEmpty();
    assertThat(limit.admit(start + 9 * SECOND)).isEmpty();
    assertThat(limit.admit(start + 10 * SECOND)).hasValue(2);
    assertThat(limit.admit(start + 30 * SECOND)).hasValue(0);
  }
}
