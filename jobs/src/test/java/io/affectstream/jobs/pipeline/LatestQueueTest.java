package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LatestQueueTest {

  @Test
  void keepsTheNewestInOrder() throws Exception {
    LatestQueue<Integer> queue = new LatestQueue<>(3);
    int dropped = 0;
    for (int i = 0; i < 10; i++) {
      dropped += queue.add(i);
    }
    assertThat(dropped).isEqualTo(7);
    assertThat(queue.size()).isEqualTo(3);
    assertThat(List.of(queue.take(), queue.take(), queue.take())).containsExactly(7, 8, 9);
  }

  @Test
  void aReaderWaitsForAnElement() throws Exception {
    LatestQueue<String> queue = new LatestQueue<>(1);
    CompletableFuture<String> taken = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                taken.complete(queue.take());
              } catch (InterruptedException e) {
                taken.completeExceptionally(e);
              }
            });
    reader.start();
    assertThat(queue.add("x")).isZero();
    assertThat(taken.join()).isEqualTo("x");
    reader.join();
  }

  /** What one thread adds arrives at the other in order, except for what was dropped. */
  @Test
  void nothingIsLostButWhatIsCounted() throws Exception {
    LatestQueue<Integer> queue = new LatestQueue<>(16);
    int count = 20_000;
    List<Integer> taken = new ArrayList<>();
    Thread reader =
        new Thread(
            () -> {
              try {
                while (taken.isEmpty() || taken.get(taken.size() - 1) < count - 1) {
                  taken.add(queue.take());
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    reader.start();
    int dropped = 0;
    for (int i = 0; i < count; i++) {
      dropped += queue.add(i);
    }
    reader.join();
    assertThat(taken).isSorted().doesNotHaveDuplicates().hasSize(count - dropped);
  }
}
