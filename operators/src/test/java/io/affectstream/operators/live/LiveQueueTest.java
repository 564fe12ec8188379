package io.affectstream.operators.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class LiveQueueTest {

  private static final int RUNNING = 2;
  private static final int LIMIT = 5;

  private final Map<Integer, CompletableFuture<String>> running = new LinkedHashMap<>();
  private final List<String> answers = new ArrayList<>();
  private final LiveQueue<Integer, String> queue =
      new LiveQueue<>(
          request -> {
            CompletableFuture<String> answer = new CompletableFuture<>();
            running.put(request, answer);
            return answer;
          },
          RUNNING,
          LIMIT);

  private void submit(int request) {
    queue.submit(request, answer -> answers.add(request + "=" + answer.orElse("dropped")));
  }

  @Test
  void runsInOrderAndNoMoreThanAllowedAtATime() {
    for (int i = 0; i < LIMIT; i++) {
      submit(i);
    }
    assertThat(running.keySet()).containsExactly(0, 1);
    running.get(1).complete("b");
    assertThat(running.keySet()).containsExactly(0, 1, 2);
    running.get(0).complete("a");
    assertThat(running.keySet()).containsExactly(0, 1, 2, 3);
    assertThat(answers).containsExactly("1=b", "0=a");
    assertThat(queue.dropped()).isZero();
  }

  @Test
  void aModelThatHangsCostsTheOldestRequestsAndNothingElse() {
    for (int i = 0; i < 100; i++) {
      submit(i);
      assertThat(running).hasSizeLessThanOrEqualTo(RUNNING);
    }
    assertThat(queue.dropped()).isEqualTo(100 - LIMIT);
    assertThat(answers).hasSize(100 - LIMIT).startsWith("0=dropped").endsWith("94=dropped");
    running.get(0).complete("too late");
    assertThat(answers).as("each is answered once").hasSize(100 - LIMIT);
    assertThat(running.keySet()).as("the newest wait").containsExactly(0, 1, 95);
    running.get(95).complete("z");
    assertThat(answers).endsWith("95=z");
  }

  @Test
  void anAnswerBehindOneThatIsMissingDoesNotMakeRoom() {
    for (int i = 0; i < LIMIT; i++) {
      submit(i);
    }
    for (int i = 1; i < LIMIT; i++) {
      running.get(i).complete("ok");
    }
    submit(LIMIT);
    assertThat(answers)
        .as("the oldest, which holds up those behind it, is dropped")
        .containsExactly("1=ok", "2=ok", "3=ok", "4=ok", "0=dropped");
  }

  @Test
  void aFailureIsADroppedRequestAndTheNextOnesRun() {
    submit(0);
    submit(1);
    submit(2);
    running.get(0).completeExceptionally(new IllegalStateException("no memory"));
    assertThat(answers).containsExactly("0=dropped");
    assertThat(queue.dropped()).isOne();
    assertThat(running.keySet()).containsExactly(0, 1, 2);
  }

  @Test
  void aModelThatAnswersAtOnceNeverDrops() {
    LiveQueue<Integer, Integer> direct =
        new LiveQueue<>(CompletableFuture::completedFuture, RUNNING, LIMIT);
    List<Optional<Integer>> direct2 = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      direct.submit(i, direct2::add);
    }
    assertThat(direct2).hasSize(50).allMatch(Optional::isPresent);
    assertThat(direct.dropped()).isZero();
  }

  /** Whatever the model does, every request is answered once and few are open. */
  @Test
  void everyRequestIsAnsweredOnce() {
    Random random = new Random(1);
    List<Integer> done = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      submit(i);
      if (random.nextInt(3) > 0) {
        List<Integer> open = running.keySet().stream().filter(r -> !done.contains(r)).toList();
        int one = open.get(random.nextInt(open.size()));
        done.add(one);
        if (random.nextBoolean()) {
          running.get(one).complete("ok");
        } else {
          running.get(one).completeExceptionally(new IllegalStateException());
        }
      }
      assertThat(i + 1 - answers.size()).isLessThanOrEqualTo(LIMIT);
    }
    assertThat(answers.stream().map(answer -> answer.split("=")[0])).doesNotHaveDuplicates();
    assertThat(answers.stream().filter(answer -> answer.endsWith("dropped")).count())
        .isEqualTo(queue.dropped());
  }
}
