package io.affectstream.jobs.pipeline;

import io.affectstream.operators.source.Origin;
import io.affectstream.operators.source.RawRecord;
import java.io.Serial;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Keeps a record's bytes and coordinates; a later stage decodes them, where it can refuse a bad
 * record.
 */
final class RawRecordDeserializer implements KafkaRecordDeserializationSchema<RawRecord> {

  @Serial private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<RawRecord> out) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    out.collect(
        new RawRecord(new Origin(record.topic(), record.partition(), record.offset()), value));
  }

  @Override
  public TypeInformation<RawRecord> getProducedType() {
    return TypeInformation.of(RawRecord.class);
  }
}
