package io.affectstream.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DeliveriesTest {

  private static final TopicPartition ONE = new TopicPartition("affect.alerts", 0);
  private static final TopicPartition TWO = new TopicPartition("affect.alerts", 1);
  private static final long SECOND = 1_000_000_000L;

  private final Deliveries deliveries = new Deliveries(RetrySchedule.parse("5 s, 2 min"), 2);

  private static Message message(TopicPartition partition, long offset) {
    AffectAlert alert =
        AffectAlert.newBuilder()
            .setStream("talk")
            .setId(partition.partition() + "-" + offset)
            .setRule("angry")
            .setEffectiveFrom(Long.MIN_VALUE)
            .setText("anger over 0.6")
            .setSeverity(Severity.CRITICAL)
            .setTime(1_500_000)
            .setOnset(1_000_000)
            .setFrame(37)
            .setBundle("fusion-3@1")
            .build();
    return Message.of(partition, offset, alert, 1_764_000_000_000L);
  }

  @Test
  void aFailedMessageHoldsTheOffsetButNotTheOthers() {
    Message first = message(ONE, 10);
    Message second = message(ONE, 11);
    Message third = message(TWO, 3);
    List.of(first, second, third).forEach(message -> deliveries.add(message, 0));
    assertThat(deliveries.due(0)).as("at most two at the same time").hasSize(2);
    assertThat(deliveries.failed(first, 0)).contains(Duration.ofSeconds(5));
    deliveries.done(second);
    assertThat(deliveries.due(0)).containsExactly(third);
    deliveries.done(third);
    assertThat(deliveries.progress()).isEqualTo(Map.of(ONE, 10L, TWO, 4L));
    assertThat(deliveries.due(5 * SECOND - 1)).isEmpty();
    assertThat(deliveries.due(5 * SECOND)).containsExactly(first);
    assertThat(deliveries.due(5 * SECOND)).as("it is being sent").isEmpty();
    assertThat(deliveries.failed(first, 6 * SECOND)).contains(Duration.ofMinutes(2));
    assertThat(deliveries.due(126 * SECOND)).containsExactly(first);
    assertThat(deliveries.failed(first, 130 * SECOND)).as("no further attempt").isEmpty();
    deliveries.done(first);
    assertThat(deliveries.progress()).isEqualTo(Map.of(ONE, 12L, TWO, 4L));
    assertThat(deliveries.size()).isZero();
  }

  @Test
  void whatIsSkippedOrForgottenHoldsNothing() {
    deliveries.skip(ONE, 4);
    deliveries.add(message(TWO, 1), 0);
    deliveries.skip(TWO, 2);
    assertThat(deliveries.progress()).isEqualTo(Map.of(ONE, 5L, TWO, 1L));
    deliveries.forget(TWO);
    assertThat(deliveries.progress()).isEqualTo(Map.of(ONE, 5L));
    assertThat(deliveries.failed(message(TWO, 1), 0)).isEqualTo(Optional.of(Duration.ZERO));
    assertThat(deliveries.due(SECOND)).isEmpty();
  }

  @Test
  void theBodyIsTheSameInEveryAttempt() {
    assertThat(message(ONE, 10).body()).isEqualTo(message(ONE, 10).body());
    assertThat(new String(message(ONE, 10).body(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"type\":\"affect.alert\",\"timestamp\":\"2025-11-24T16:00:00Z\",\"data\":"
                + "{\"stream\":\"talk\",\"id\":\"0-10\",\"rule\":\"angry\",\"severity\":\"CRITICAL\","
                + "\"time\":1.500000,\"onset\":1.000000,\"frame\":37,\"text\":\"anger over 0.6\","
                + "\"readings\":{},\"words\":[],\"bundle\":\"fusion-3@1\"}}");
  }

  @Test
  void theStandardScheduleTakesThreeDays() {
    RetrySchedule standard = RetrySchedule.parse(RetrySchedule.DEFAULT);
    assertThat(standard.after(1)).contains(Duration.ofSeconds(5));
    assertThat(standard.after(9)).contains(Duration.ofHours(24));
    assertThat(standard.after(10)).isEmpty();
    assertThatThrownBy(() -> RetrySchedule.parse("5 s, soon"))
        .hasMessage("expected durations such as '5 s, 5 min', found 'soon'");
  }

  @Test
  void onlyAcceptanceAndGoneEndAMessage() {
    assertThat(Answer.of(204).kind()).isEqualTo(Answer.Kind.ACCEPTED);
    assertThat(Answer.of(410).kind()).isEqualTo(Answer.Kind.GONE);
    for (int status : new int[] {301, 400, 404, 429, 500, 503}) {
      assertThat(Answer.of(status).kind()).isEqualTo(Answer.Kind.FAILED);
    }
  }
}
