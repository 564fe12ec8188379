package io.affectstream.console.topics;

import io.affectstream.console.api.ApiException;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Finds a frame of one stream in one partition. Frames are large, so it reads as few as possible:
 * bisection over offsets, as the times of one stream ascend within its partition.
 */
final class ImageScan {

  private static final int SMALL = 32;

  private final BoundedReading records;
  private final WireCodec<VideoFrame> codec;
  private final byte[] key;
  private final String stream;

  ImageScan(BoundedReading records, WireCodec<VideoFrame> codec, byte[] key, String stream) {
    this.records = records;
    this.codec = codec;
    this.key = key;
    this.stream = stream;
  }

  private record Found(long offset, VideoFrame frame) {}

  /** The last frame at or before a time; empty if the partition has none. */
  Optional<VideoFrame> at(long time) throws ApiException {
    long low = records.begin();
    long high = records.end();
    Optional<Found> best = Optional.empty();
    while (high - low > SMALL) {
      long middle = (low + high) >>> 1;
      Optional<Found> probe = first(middle, high);
      if (probe.isPresent() && probe.get().frame().getTime() <= time) {
        best = probe;
        low = probe.get().offset() + 1;
      } else {
        high = middle;
      }
    }
    Optional<VideoFrame> last = last(low, high, time);
    return last.isPresent() ? last : best.map(Found::frame);
  }

  /** First image of the stream between two offsets. */
  private Optional<Found> first(long from, long end) throws ApiException {
    records.seek(from);
    while (records.position() < end) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll()) {
        if (record.offset() >= end) {
          return Optional.empty();
        }
        Optional<VideoFrame> frame = decode(record);
        if (frame.isPresent()) {
          return Optional.of(new Found(record.offset(), frame.get()));
        }
      }
    }
    return Optional.empty();
  }

  /** Last image of the stream at or before a time between two offsets. */
  private Optional<VideoFrame> last(long from, long end, long time) throws ApiException {
    Optional<VideoFrame> last = Optional.empty();
    records.seek(from);
    while (records.position() < end) {
      for (ConsumerRecord<byte[], byte[]> record : records.poll()) {
        if (record.offset() >= end) {
          return last;
        }
        Optional<VideoFrame> frame = decode(record);
        if (frame.isPresent() && frame.get().getTime() > time) {
          return last;
        }
        last = frame.isPresent() ? frame : last;
      }
    }
    return last;
  }

  private Optional<VideoFrame> decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null || !Arrays.equals(record.key(), key)) {
      return Optional.empty();
    }
    try {
      VideoFrame frame = codec.decode(record.value());
      return Optional.of(frame).filter(f -> f.getStream().equals(stream) && !f.getEndOfStream());
    } catch (WireException e) {
      return Optional.empty(); // the job refuses it, too, and says so
    }
  }
}
