package io.affectstream.jobs.pipeline;

import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.WireCodec;
import java.io.Serial;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Writes a job record as its contract, keyed by stream id.
 *
 * @param <T> job record
 * @param <A> contract
 */
final class ContractSerializer<T, A extends SpecificRecord>
    implements KafkaRecordSerializationSchema<T> {

  @Serial private static final long serialVersionUID = 1L;

  /** A serialisable function. */
  @FunctionalInterface
  interface Mapping<T, R> extends Function<T, R>, Serializable {}

  private final String topic;
  private final Class<A> contract;
  private final WireFormat format;
  private final Mapping<T, A> mapping;
  private final Mapping<A, String> key;
  private final Mapping<T, List<Header>> headers;
  private transient WireCodec<A> codec;

  /** A serializer of records without headers. */
  ContractSerializer(
      String topic,
      Class<A> contract,
      WireFormat format,
      Mapping<T, A> mapping,
      Mapping<A, String> key) {
    this(topic, contract, format, mapping, key, element -> List.of());
  }

  ContractSerializer(
      String topic,
      Class<A> contract,
      WireFormat format,
      Mapping<T, A> mapping,
      Mapping<A, String> key,
      Mapping<T, List<Header>> headers) {
    this.topic = topic;
    this.contract = contract;
    this.format = format;
    this.mapping = mapping;
    this.key = key;
    this.headers = headers;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    if (codec == null) {
      codec = format.codec(contract);
    }
    A record = mapping.apply(element);
    return new ProducerRecord<>(
        topic,
        null,
        key.apply(record).getBytes(StandardCharsets.UTF_8),
        codec.encode(record),
        headers.apply(element));
  }
}
