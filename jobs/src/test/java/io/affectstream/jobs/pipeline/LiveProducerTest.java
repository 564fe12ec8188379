package io.affectstream.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Brokers that are slow, absent or cannot be named; the writing itself is in {@code LiveITCase}.
 */
@Timeout(60)
class LiveProducerTest {

  private static final int RECORDS = 10_000;
  private static final byte[] VALUE = new byte[300];

  private static Properties at(String address) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", address);
    return properties;
  }

  /** A socket that accepts and never answers. */
  @Test
  void aBrokerThatHangsCostsRecordsAndNoTime() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        LiveProducer producer =
            new LiveProducer("live", at("127.0.0.1:" + silent.getLocalPort()))) {
      long start = System.nanoTime();
      for (int i = 0; i < RECORDS; i++) {
        producer.send("s", VALUE);
      }
      assertThat((System.nanoTime() - start) / 1e9).as("seconds").isLessThan(2);
      assertThat(producer.dropped()).as("beyond the queue").isGreaterThan(RECORDS / 2);
    }
  }

  @Test
  void anAddressThatCannotBeResolvedDropsEveryRecord() throws Exception {
    try (LiveProducer producer = new LiveProducer("live", at("no.such.host.invalid:9092"))) {
      for (int i = 0; i < 10; i++) {
        producer.send("s", VALUE);
      }
      producer.drain();
      assertThat(producer.dropped()).isEqualTo(10);
    }
  }

  @Test
  void withoutRecordsThereIsNoConnection() throws Exception {
    int before = Thread.activeCount();
    try (LiveProducer producer = new LiveProducer("live", new Properties())) {
      producer.drain();
      assertThat(producer.dropped()).isZero();
      assertThat(Thread.activeCount()).isEqualTo(before);
    }
  }
}
