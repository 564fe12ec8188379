package io.affectstream.jobs.pipeline;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends records from its own thread, in order per key, so that callers never wait for a broker. At
 * most {@value #QUEUE} records wait, the newest ones, and the producer's own buffer holds little;
 * records that the broker does not accept within {@value #DELIVERY_MILLIS} ms are dropped. Connects
 * with the first record. {@link #send} is called by one thread.
 */
final class LiveProducer implements AutoCloseable {

  private static final int QUEUE = 2048;
  private static final int DELIVERY_MILLIS = 5_000;
  private static final int REQUEST_MILLIS = 3_000;
  private static final int LINGER_MILLIS = 2;
  private static final int BUFFER_BYTES = 1 << 20;
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);
  private static final long LOOK_MILLIS = 10;

  private final String topic;
  private final Properties properties = new Properties();
  private final LatestQueue<ProducerRecord<byte[], byte[]>> queue = new LatestQueue<>(QUEUE);
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong dropped = new AtomicLong();
  private long sent;
  private Thread sender;

  LiveProducer(String topic, Properties properties) {
    this.topic = topic;
    this.properties.putAll(properties);
    this.properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    set(ProducerConfig.ACKS_CONFIG, "all");
    set(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true"); // retries keep the order
    set(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, "5");
    set(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
    set(ProducerConfig.BUFFER_MEMORY_CONFIG, Integer.toString(BUFFER_BYTES));
    set(ProducerConfig.MAX_BLOCK_MS_CONFIG, Integer.toString(DELIVERY_MILLIS));
    set(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, Integer.toString(REQUEST_MILLIS));
    set(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.toString(DELIVERY_MILLIS));
  }

  private void set(String name, String value) {
    properties.setProperty(name, value);
  }

  /** Hands over a record; never waits. */
  void send(String key, byte[] value) {
    if (sender == null) {
      sender = new Thread(this::work, "live-producer");
      sender.setDaemon(true);
      sender.start();
    }
    sent++;
    dropped.addAndGet(
        queue.add(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value)));
  }

  /** Records that were dropped or not accepted so far. */
  long dropped() {
    return dropped.get();
  }

  /** Waits until every record is accepted or dropped, which takes a bounded time. */
  void drain() throws InterruptedException {
    long end = System.nanoTime() + Duration.ofMillis(2L * DELIVERY_MILLIS).toNanos();
    while (accepted.get() + dropped.get() < sent && System.nanoTime() - end < 0) {
      Thread.sleep(LOOK_MILLIS);
    }
  }

  private void work() {
    KafkaProducer<byte[], byte[]> producer = null;
    try {
      while (true) {
        ProducerRecord<byte[], byte[]> record = queue.take();
        if (producer == null) {
          producer = connect();
        }
        send(producer, record);
      }
    } catch (InterruptedException | InterruptException e) {
      // closed
    } finally {
      if (producer != null) {
        producer.close(CLOSE_LIMIT);
      }
    }
  }

  /** A producer; null, so that the next record tries again, if its address cannot be resolved. */
  private KafkaProducer<byte[], byte[]> connect() {
    try {
      return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (KafkaException e) {
      return null;
    }
  }

  private void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
    if (producer == null) {
      dropped.incrementAndGet();
      return;
    }
    try {
      var unused =
          producer.send(
              record,
              (written, failure) -> (failure == null ? accepted : dropped).incrementAndGet());
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      dropped.incrementAndGet();
    }
  }

  @Override
  public void close() {
    if (sender != null) {
      sender.interrupt();
    }
  }
}
