package io.affectstream.app.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StartingTest {

  private final AtomicInteger closed = new AtomicInteger();

  private final class Service implements AutoCloseable {
    @Override
    public void close() {
      closed.incrementAndGet();
    }
  }

  @Test
  void whatWasTakenIsItsUsersToClose() throws Exception {
    try (Starting<Service> starting = Starting.of("service", Service::new);
        Service service = starting.take()) {
      assertThat(service).isNotNull();
      assertThat(closed).hasValue(0);
    }
    assertThat(closed).hasValue(1);
  }

  @Test
  void whatStartedButWasNotTakenIsClosed() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    Starting<Service> starting =
        Starting.of(
            "service",
            () -> {
              started.countDown();
              return new Service();
            });
    started.await();
    starting.close();
    assertThat(closed).hasValue(1);
  }

  @Test
  void aStartThatIsNotAwaitedIsInterrupted() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    Starting<Service> slow =
        Starting.of(
            "service",
            () -> {
              begun.countDown();
              new CountDownLatch(1).await();
              return new Service();
            });
    begun.await();
    slow.close();
    assertThat(closed).hasValue(0);
  }

  @Test
  void theInterruptOfTheUserStays() {
    Thread.currentThread().interrupt();
    Starting.of("service", Service::new).close();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void aFailureIsThatOfTheService() {
    try (Starting<Service> starting =
        Starting.of(
            "service",
            () -> {
              throw new IOException("no port");
            })) {
      assertThatThrownBy(starting::take).isInstanceOf(IOException.class).hasMessage("no port");
    }
    assertThat(closed).hasValue(0);
  }
}
