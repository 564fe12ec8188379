package io.affectstream.console.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Position;
import io.affectstream.console.live.Subscription.Outgoing;
import io.affectstream.console.state.Entry;
import io.affectstream.console.state.LiveLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SubscriptionTest {

  private static final int CAPACITY = 3000;

  private final LiveLog log = new LiveLog(CAPACITY);

  private void add(long from, long until) {
    for (long offset = from; offset < until; offset++) {
      String stream = offset % 2 == 0 ? "even" : "odd";
      log.add(
          new Entry(Feed.FRAMES, 0, offset, stream, offset, Entry.Body.ROW, Long.toString(offset)));
    }
  }

  private void provisional(long from, long until) {
    for (long offset = from; offset < until; offset++) {
      log.add(
          new Entry(
              Feed.LIVE, 0, offset, "even", offset, Entry.Body.ROW, Long.toString(1000 + offset)));
    }
  }

  private static List<Long> rows(Subscription subscription) throws Exception {
    List<Long> rows = new ArrayList<>();
    for (Optional<Outgoing> next = subscription.next();
        next.isPresent();
        next = subscription.next()) {
      JsonNode message = new ObjectMapper().readTree(next.get().message());
      message.path("records").forEach(record -> rows.add(record.path("row").asLong()));
      if (message.path("type").asText().equals("GAP")) {
        rows.add(-1L);
      }
    }
    return rows;
  }

  @Test
  void deliversWhatIsAddedAfterwardsOfItsStreams() throws Exception {
    add(0, 10);
    Subscription all = Subscription.of(log, Set.of(), Optional.empty());
    Subscription even = Subscription.of(log, Set.of("even"), Optional.empty());
    assertThat(rows(all)).isEmpty();
    add(10, 15);
    assertThat(rows(all)).containsExactly(10L, 11L, 12L, 13L, 14L);
    assertThat(rows(even)).containsExactly(10L, 12L, 14L);
    assertThat(rows(all)).isEmpty();
  }

  @Test
  void resumesExactlyWhereAnEarlierOneEnded() throws Exception {
    Subscription first = Subscription.of(log, Set.of(), Optional.empty());
    add(0, 10);
    first.next();
    String position = first.next().orElseThrow().position();
    add(10, 30);
    Subscription second = Subscription.of(log, Set.of(), Optional.of(Position.parse(position)));
    assertThat(rows(second)).containsExactlyElementsOf(LongStream.range(10, 30).boxed().toList());
  }

  @Test
  void aSlowClientGetsAGapThenWhatTheLogStillHolds() throws Exception {
    Subscription slow = Subscription.of(log, Set.of(), Optional.empty());
    slow.next();
    add(0, CAPACITY + 150);
    List<Long> rows = rows(slow);
    assertThat(rows.get(0)).isEqualTo(-1);
    assertThat(rows.subList(1, rows.size()))
        .containsExactlyElementsOf(LongStream.range(150, CAPACITY + 150).boxed().toList());
  }

  @Test
  void aGapNamesThePositionsOfWhatIsMissing() throws Exception {
    add(0, CAPACITY + 150);
    Subscription late = Subscription.of(log, Set.of(), Optional.of(Position.parse("f0-20")));
    late.next();
    JsonNode gap = new ObjectMapper().readTree(late.next().orElseThrow().message());
    assertThat(gap.path("from").asText()).isEqualTo("f0-20");
    assertThat(gap.path("position").asText()).isEqualTo("f0-150");
  }

  @Test
  void ofProvisionalRecordsTheNewestWinAndPositionsIgnoreThem() throws Exception {
    Subscription slow = Subscription.of(log, Set.of(), Optional.empty());
    slow.next();
    add(0, 3);
    provisional(0, 1500);
    List<Long> rows = rows(slow);
    assertThat(rows).startsWith(0L, 1L, 2L).contains(1000L + 1499).doesNotContain(1000L);
    assertThat(rows.size()).isBetween(900, 1010);
    assertThat(log.end().position()).hasToString("f0-3");
  }
}
