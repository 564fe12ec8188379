package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.api.ErrorCode;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Consumers that read pages, at most {@code SIZE} at once; created on demand. Thread-safe. */
final class ConsumerPool implements AutoCloseable {

  private static final int SIZE = 4;
  private static final long PATIENCE_SECONDS = 15;
  private static final CloseOptions CLOSE = CloseOptions.timeout(Duration.ofSeconds(1));

  private final ConsoleKafka kafka;
  private final Semaphore permits = new Semaphore(SIZE);
  private final BlockingQueue<Reader> idle = new ArrayBlockingQueue<>(SIZE);

  /** A consumer with its decoder. */
  record Reader(KafkaConsumer<byte[], byte[]> consumer, RecordDecoder decoder) {}

  /** Reads with a consumer. */
  @FunctionalInterface
  interface Task<T> {
    T run(Reader reader) throws ApiException;
  }

  ConsumerPool(ConsoleKafka kafka) {
    this.kafka = kafka;
  }

  /**
   * Runs a task with a consumer that nobody else uses.
   *
   * @throws ApiException {@link ErrorCode#BUSY}, {@link ErrorCode#BROKER_UNAVAILABLE}
   */
  <T> T with(Task<T> task) throws ApiException {
    acquire();
    Reader reader = null;
    try {
      reader = idle.poll();
      if (reader == null) {
        reader = new Reader(kafka.consumer(), new RecordDecoder(kafka));
      }
      T result = task.run(reader);
      idle.add(reader);
      reader = null;
      return result;
    } catch (KafkaException e) {
      throw new ApiException(
          ErrorCode.BROKER_UNAVAILABLE,
          "Kafka at %s: %s; try again".formatted(kafka.bootstrapServers(), e.getMessage()));
    } finally {
      if (reader != null) {
        reader.consumer().close(CLOSE);
      }
      permits.release();
    }
  }

  private void acquire() throws ApiException {
    try {
      if (!permits.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new ApiException(
            ErrorCode.BUSY, "%d requests read the topics at present; try again".formatted(SIZE));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ApiException(ErrorCode.BUSY, "the server stops");
    }
  }

  @Override
  public void close() {
    for (Reader reader = idle.poll(); reader != null; reader = idle.poll()) {
      reader.consumer().close(CLOSE);
    }
  }
}
