package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.console.topics.ConsumerPool.Reader;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one stream's records of one partition. The first record of a time is found by bisection:
 * times of one stream ascend within its partition (up to {@code SLACK_MICROS}), so that neither an
 * index nor a scan of the topic is needed.
 */
final class PartitionScan {

  /** Events are written at most this long after their time, so that times may descend by this. */
  static final long SLACK_MICROS = 30_000_000;

  private static final int SMALL = 256;

  private final Reader reader;
  private final BoundedReading records;
  private final PageRequest request;

  PartitionScan(Reader reader, TopicPartition partition, PageRequest request) {
    this.reader = reader;
    this.records = new BoundedReading(reader.consumer(), partition, request.stream());
    this.request = request;
  }

  /** Offset after the last committed record. */
  long end() {
    return records.end();
  }

  /** An offset at or before the first record of the stream at or after a time. */
  long find(long since) throws ApiException {
    long low = records.begin();
    long high = records.end();
    while (high - low > SMALL) {
      long middle = (low + high) >>> 1;
      Optional<TopicRecord> probe = first(middle, high);
      if (probe.isEmpty() || probe.get().time() >= since - SLACK_MICROS) {
        high = middle;
      } else {
        low = probe.get().offset() + 1;
      }
    }
    return low;
  }

  /** First record of the stream between two offsets. */
  private Optional<TopicRecord> first(long from, long end) throws ApiException {
    records.seek(from);
    while (records.position() < end) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll()) {
        if (record.offset() >= end) {
          return Optional.empty();
        }
        Optional<TopicRecord> decoded = decode(record);
        if (decoded.isPresent()) {
          return decoded;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Adds the requested records between two offsets.
   *
   * @return where to continue; {@code end} if there is no further one
   */
  long forward(long from, long end, List<TopicRecord> found) throws ApiException {
    int most = found.size() + request.limit();
    records.seek(Math.max(from, records.begin()));
    while (records.position() < end) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll()) {
        if (record.offset() >= end) {
          return end;
        }
        Optional<TopicRecord> decoded = decode(record);
        if (decoded.isEmpty()) {
          continue;
        }
        long time = decoded.get().time();
        if (time >= request.until() && time - request.until() > SLACK_MICROS) {
          return end;
        }
        if (time >= request.since() && time < request.until()) {
          found.add(decoded.get());
        }
        if (found.size() >= most) {
          return record.offset() + 1;
        }
      }
    }
    return end;
  }

  private Optional<TopicRecord> decode(ConsumerRecord<byte[], byte[]> record) {
    return reader
        .decoder()
        .decode(record)
        .filter(decoded -> request.stream().isEmpty() || decoded.stream().equals(request.stream()));
  }
}
