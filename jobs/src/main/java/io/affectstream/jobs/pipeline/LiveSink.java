package io.affectstream.jobs.pipeline;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.metrics.Gauge;

/**
 * Writes records at once, in order, without transactions and without waiting at checkpoints. A slow
 * or absent broker never slows down the job: beyond a bounded queue the oldest records are dropped
 * and counted by the metric {@code dropped}. Flink's own sink would wait in both cases.
 *
 * @param <T> job record
 */
final class LiveSink<T> implements Sink<T> {

  @Serial private static final long serialVersionUID = 1L;

  /** A serialisable function. */
  @FunctionalInterface
  interface Mapping<T, R> extends Function<T, R>, Serializable {}

  private final String topic;
  private final Properties properties;
  private final Mapping<T, String> key;
  private final Mapping<T, List<byte[]>> values;

  /**
   * @param properties of the producer; those that bound its delay are overridden
   * @param key key of the records of an element
   * @param values their values, possibly none
   */
  LiveSink(
      String topic,
      Properties properties,
      Mapping<T, String> key,
      Mapping<T, List<byte[]>> values) {
    this.topic = topic;
    this.properties = properties;
    this.key = key;
    this.values = values;
  }

  @Override
  public SinkWriter<T> createWriter(WriterInitContext context) {
    LiveProducer producer = new LiveProducer(topic, properties);
    context.metricGroup().gauge("dropped", (Gauge<Long>) producer::dropped);
    return new Writer(producer);
  }

  private final class Writer implements SinkWriter<T> {

    private final LiveProducer producer;

    Writer(LiveProducer producer) {
      this.producer = producer;
    }

    @Override
    public void write(T element, Context context) {
      for (byte[] value : values.apply(element)) {
        producer.send(key.apply(element), value);
      }
    }

    @Override
    public void flush(boolean endOfInput) throws InterruptedException {
      if (endOfInput) {
        producer.drain();
      }
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
