package io.affectstream.inference.onnx;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BatcherTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final BatchFunction<Integer, Integer> DOUBLE =
      rows -> rows.stream().map(i -> 2 * i).toList();

  @Test
  void everyRowOfManyThreadsIsAnsweredOnceWithItsOwnAnswer() throws Exception {
    AtomicInteger answered = new AtomicInteger();
    ConcurrentLinkedQueue<Integer> sizes = new ConcurrentLinkedQueue<>();
    BatchFunction<Integer, Integer> function =
        rows -> {
          sizes.add(rows.size());
          return DOUBLE.run(rows);
        };
    BatcherConfig config = new BatcherConfig(7, Duration.ofMillis(1), 14, 2);
    int threads = 8;
    int each = 500;
    try (Batcher<Integer, Integer> batcher = new Batcher<>("t", config, () -> function)) {
      List<CompletableFuture<Integer>> checks = new ArrayList<>();
      List<Thread> callers = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int first = t * each;
        CompletableFuture<Integer> sum = new CompletableFuture<>();
        checks.add(sum);
        callers.add(
            new Thread(
                () -> {
                  List<CompletableFuture<Integer>> answers = new ArrayList<>();
                  for (int i = first; i < first + each; i++) {
                    answers.add(
                        batcher
                            .submit(i)
                            .whenComplete((value, failure) -> answered.incrementAndGet()));
                  }
                  int wrong = 0;
                  for (int i = 0; i < each; i++) {
                    wrong += answers.get(i).join() == 2 * (first + i) ? 0 : 1;
                  }
                  sum.complete(wrong);
                }));
      }
      callers.forEach(Thread::start);
      for (CompletableFuture<Integer> check : checks) {
        assertThat(check.get(30, SECONDS)).isZero();
      }
      assertThat(answered).hasValue(threads * each);
      assertThat(sizes).allMatch(size -> size >= 1 && size <= 7);
      BatcherMetrics metrics = batcher.metrics();
      assertThat(metrics.rows()).isEqualTo((long) threads * each);
      assertThat(metrics.batches()).isEqualTo(sizes.size());
      assertThat(metrics.meanRows()).isEqualTo((double) (threads * each) / sizes.size());
      assertThat(metrics.failedRows()).isZero();
      assertThat(metrics.queueDepth()).isZero();
      assertThat(metrics.runNanos()).isPositive();
      assertThat(metrics.waitNanos()).isPositive();
    }
  }

  @Test
  void aFullBatchDoesNotWait() throws Exception {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(3, HOUR, 3, 1), () -> DOUBLE)) {
      CompletableFuture<Integer> first = batcher.submit(1);
      CompletableFuture<Integer> second = batcher.submit(2);
      assertThat(batcher.metrics().batches()).isZero();
      CompletableFuture<Integer> third = batcher.submit(3);
      assertThat(first.get(30, SECONDS)).isEqualTo(2);
      assertThat(second.get(30, SECONDS)).isEqualTo(4);
      assertThat(third.get(30, SECONDS)).isEqualTo(6);
      assertThat(batcher.metrics().batches()).isEqualTo(1);
    }
  }

  @Test
  void anIncompleteBatchRunsAfterItsWait() throws Exception {
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(100, Duration.ofMillis(5), 100, 1), () -> DOUBLE)) {
      assertThat(batcher.submit(4).get(30, SECONDS)).isEqualTo(8);
      assertThat(batcher.metrics().waitNanos()).isGreaterThanOrEqualTo(5_000_000);
    }
  }

  @Test
  void rowsThatQueuedBehindARunFormTheNextBatch() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    List<List<Integer>> batches = new ArrayList<>();
    BatchFunction<Integer, Integer> function =
        rows -> {
          batches.add(List.copyOf(rows));
          entered.countDown();
          await(go);
          return DOUBLE.run(rows);
        };
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(4, Duration.ZERO, 16, 1), () -> function)) {
      List<CompletableFuture<Integer>> answers = new ArrayList<>();
      answers.add(batcher.submit(0));
      await(entered);
      for (int i = 1; i <= 6; i++) {
        answers.add(batcher.submit(i));
      }
      assertThat(batcher.metrics().queueDepth()).isEqualTo(6);
      go.countDown();
      for (int i = 0; i <= 6; i++) {
        assertThat(answers.get(i).get(30, SECONDS)).isEqualTo(2 * i);
      }
      assertThat(batches).containsExactly(List.of(0), List.of(1, 2, 3, 4), List.of(5, 6));
    }
  }

  @Test
  void aBadRowFailsAlone() throws Exception {
    BatchFunction<Integer, Integer> function =
        rows -> {
          if (rows.contains(2)) {
            throw new IllegalArgumentException("row 2 is bad");
          }
          return DOUBLE.run(rows);
        };
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(3, HOUR, 3, 1), () -> function)) {
      CompletableFuture<Integer> first = batcher.submit(1);
      CompletableFuture<Integer> bad = batcher.submit(2);
      CompletableFuture<Integer> third = batcher.submit(3);
      assertThat(first.get(30, SECONDS)).isEqualTo(2);
      assertThat(third.get(30, SECONDS)).isEqualTo(6);
      assertThatThrownBy(() -> bad.get(30, SECONDS))
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("row 2 is bad");
      assertThat(batcher.metrics().failedRows()).isEqualTo(1);
      assertThat(batcher.metrics().rows()).isEqualTo(3);
    }
  }

  @Test
  void errorsAndWrongAnswerCountsReachTheCaller() {
    BatchFunction<Integer, Integer> function =
        rows -> {
          if (rows.get(0) == 0) {
            throw new AssertionError("broken");
          }
          return List.of();
        };
    try (Batcher<Integer, Integer> batcher =
        new Batcher<>("t", BatcherConfig.of(1), () -> function)) {
      assertThatThrownBy(() -> batcher.submit(0).get(30, SECONDS))
          .hasCauseInstanceOf(AssertionError.class);
      assertThatThrownBy(() -> batcher.submit(1).get(30, SECONDS))
          .hasMessageContaining("batcher 't': expected 1 answers, found 0");
    }
  }

  @Test
  void aFullQueueHoldsTheCallerBackUntilThereIsRoom() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Batcher<Integer, Integer> batcher = blocked(entered, go)) {
      CompletableFuture<Integer> running = batcher.submit(1);
      await(entered);
      batcher.submit(2).thenAccept(value -> assertThat(value).isEqualTo(4)).isDone();
      CompletableFuture<Integer> answer = new CompletableFuture<>();
      Thread caller = new Thread(() -> answer.complete(batcher.submit(3).join()));
      caller.start();
      awaitParked(caller);
      assertThat(batcher.metrics().queueDepth()).isEqualTo(1);
      go.countDown();
      assertThat(answer.get(30, SECONDS)).isEqualTo(6);
      assertThat(running.get(30, SECONDS)).isEqualTo(2);
    }
  }

  @Test
  void anInterruptedCallerGetsACancelledAnswerAndKeepsItsFlag() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    try (Batcher<Integer, Integer> batcher = blocked(entered, go)) {
      CompletableFuture<Integer> running = batcher.submit(1);
      await(entered);
      CompletableFuture<Integer> waiting = batcher.submit(2);
      AtomicReference<Throwable> failure = new AtomicReference<>();
      CompletableFuture<Boolean> flag = new CompletableFuture<>();
      Thread caller =
          new Thread(
              () -> {
                batcher.submit(3).whenComplete((v, e) -> failure.set(e)).isDone();
                flag.complete(Thread.currentThread().isInterrupted());
              });
      caller.start();
      awaitParked(caller);
      caller.interrupt();
      assertThat(flag.get(30, SECONDS)).isTrue();
      assertThat(failure.get())
          .isInstanceOf(CancellationException.class)
          .hasMessageContaining("queue of batcher 't'");
      go.countDown();
      assertThat(running.get(30, SECONDS)).isEqualTo(2);
      assertThat(waiting.get(30, SECONDS)).isEqualTo(4);
    }
  }

  @Test
  void closingAnswersWhatWaitsAndRefusesWhatComes() throws Exception {
    Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(10, HOUR, 10, 1), () -> DOUBLE);
    CompletableFuture<Integer> first = batcher.submit(1);
    CompletableFuture<Integer> second = batcher.submit(2);
    batcher.close();
    assertThat(first).isCompletedWithValue(2);
    assertThat(second).isCompletedWithValue(4);
    assertThatThrownBy(() -> batcher.submit(3))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("batcher 't' is closed");
    batcher.close();
  }

  @Test
  void closingFreesACallerThatWaitsForRoom() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Batcher<Integer, Integer> batcher = blocked(entered, go);
    CompletableFuture<Integer> running = batcher.submit(1);
    await(entered);
    CompletableFuture<Integer> waiting = batcher.submit(2);
    CompletableFuture<Throwable> refused = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                refused.completeExceptionally(
                    new AssertionError("accepted " + batcher.submit(3).isDone()));
              } catch (IllegalStateException e) {
                refused.complete(e);
              }
            });
    caller.start();
    awaitParked(caller);
    Thread closer = new Thread(batcher::close);
    closer.start();
    assertThat(refused.get(30, SECONDS)).hasMessage("batcher 't' is closed");
    go.countDown();
    closer.join();
    assertThat(running).isCompletedWithValue(2);
    assertThat(waiting).isCompletedWithValue(4);
  }

  @Test
  void answersComeOnAThreadOfTheirOwnWhichMayClose() throws Exception {
    Batcher<Integer, Integer> batcher =
        new Batcher<>("t", new BatcherConfig(2, HOUR, 2, 1), () -> DOUBLE);
    CompletableFuture<String> thread =
        batcher
            .submit(1)
            .thenApply(
                value -> {
                  batcher.close();
                  return Thread.currentThread().getName();
                });
    CompletableFuture<Integer> second = batcher.submit(2);
    assertThat(thread.get(30, SECONDS)).isEqualTo("t-answers");
    assertThat(second.get(30, SECONDS)).isEqualTo(4);
  }

  @Test
  void configurationIsChecked() {
    assertThatThrownBy(() -> new BatcherConfig(4, Duration.ZERO, 3, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("queueRows >= maxRows")
        .hasMessageContaining("found 4, 1, 3 and PT0S");
    assertThatThrownBy(() -> new BatcherConfig(0, Duration.ZERO, 3, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** One row per batch and one row of queue; each batch waits for {@code go}. */
  private static Batcher<Integer, Integer> blocked(CountDownLatch entered, CountDownLatch go) {
    BatchFunction<Integer, Integer> function =
        rows -> {
          entered.countDown();
          await(go);
          return DOUBLE.run(rows);
        };
    return new Batcher<>("t", new BatcherConfig(1, Duration.ZERO, 1, 1), () -> function);
  }

  private static void awaitParked(Thread thread) {
    while (thread.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
