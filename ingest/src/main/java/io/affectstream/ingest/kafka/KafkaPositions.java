package io.affectstream.ingest.kafka;

import io.affectstream.ingest.Positions;
import io.affectstream.ingest.Positions.Position;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads from the topics how far streams were published. Reads each topic once, up to its end when
 * reading started; skips foreign records. A topic that does not exist counts as empty.
 */
public final class KafkaPositions {

  private static final Duration POLL = Duration.ofMillis(500);
  private static final int STALLED_POLLS = 60;

  private final KafkaConnection connection;
  private final Set<String> streams;

  private KafkaPositions(KafkaConnection connection, Collection<String> streams) {
    this.connection = connection;
    this.streams = Set.copyOf(streams);
  }

  /**
   * Positions of streams; {@link Positions#NONE} for streams without records.
   *
   * @throws IOException if the broker does not respond
   */
  public static Map<String, Positions> of(KafkaConnection connection, Collection<String> streams)
      throws IOException {
    return new KafkaPositions(connection, streams).scan();
  }

  private Map<String, Positions> scan() throws IOException {
    try (KafkaConsumer<String, byte[]> consumer =
        new KafkaConsumer<>(
            connection.client(
                Map.of(
                    ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false,
                    ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false,
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest")),
            new StringDeserializer(),
            new ByteArrayDeserializer())) {
      Map<String, StreamDescriptor> described = described(consumer);
      Map<String, Position> video = video(consumer);
      Map<String, Position> audio = audio(consumer);
      Map<String, Position> transcripts = transcripts(consumer);
      return streams.stream()
          .collect(
              Collectors.toMap(
                  stream -> stream,
                  stream ->
                      new Positions(
                          Optional.ofNullable(described.get(stream)),
                          video.getOrDefault(stream, Position.NONE),
                          audio.getOrDefault(stream, Position.NONE),
                          transcripts.getOrDefault(stream, Position.NONE))));
    } catch (InterruptException e) {
      InterruptedIOException exception =
          new InterruptedIOException("interrupted while reading positions");
      exception.initCause(e);
      throw exception;
    } catch (UncheckedIOException e) { // of the registry
      throw e.getCause();
    } catch (KafkaException e) {
      throw new IOException(
          KafkaErrors.describe(
              connection.bootstrapServers(), "the positions of the streams were not read", e),
          e);
    }
  }

  /** The newest descriptor of each stream; a deleted one counts as none. */
  private Map<String, StreamDescriptor> described(KafkaConsumer<String, byte[]> consumer)
      throws IOException {
    WireCodec<StreamDescriptor> codec = connection.format().codec(StreamDescriptor.class);
    Map<String, StreamDescriptor> found = new HashMap<>();
    read(
        consumer,
        connection.topics().streams(),
        record -> {
          if (record.value() == null) {
            found.remove(record.key());
          } else {
            found.put(record.key(), codec.decode(record.value()));
          }
        });
    return found;
  }

  private Map<String, Position> video(KafkaConsumer<String, byte[]> consumer) throws IOException {
    WireCodec<VideoFrame> codec = connection.format().codec(VideoFrame.class);
    Map<String, Position> found = new HashMap<>();
    read(
        consumer,
        connection.topics().video(),
        record -> {
          VideoFrame frame = codec.decode(record.value());
          advance(found, record.key(), frame.getSequence(), frame.getEndOfStream());
        });
    return found;
  }

  private Map<String, Position> audio(KafkaConsumer<String, byte[]> consumer) throws IOException {
    WireCodec<AudioChunk> codec = connection.format().codec(AudioChunk.class);
    Map<String, Position> found = new HashMap<>();
    read(
        consumer,
        connection.topics().audio(),
        record -> {
          AudioChunk chunk = codec.decode(record.value());
          advance(found, record.key(), chunk.getSequence(), chunk.getEndOfStream());
        });
    return found;
  }

  private Map<String, Position> transcripts(KafkaConsumer<String, byte[]> consumer)
      throws IOException {
    WireCodec<Transcript> codec = connection.format().codec(Transcript.class);
    Map<String, Position> found = new HashMap<>();
    read(
        consumer,
        connection.topics().transcripts(),
        record -> {
          Transcript transcript = codec.decode(record.value());
          advance(found, record.key(), transcript.getSequence(), transcript.getEndOfStream());
        });
    return found;
  }

  private static void advance(
      Map<String, Position> found, String stream, long sequence, boolean ended) {
    found.merge(
        stream, Position.NONE.with(sequence, ended), (before, one) -> before.with(sequence, ended));
  }

  private void read(KafkaConsumer<String, byte[]> consumer, String topic, Visitor visitor)
      throws IOException {
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(topic, info.partition()))
            .toList();
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    int idle = 0;
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      var records = consumer.poll(POLL);
      idle = records.isEmpty() ? idle + 1 : 0;
      if (idle > STALLED_POLLS) {
        throw new IOException(
            "Kafka at %s: topic %s stopped answering while its positions were read"
                .formatted(connection.bootstrapServers(), topic));
      }
      records.forEach(record -> visit(record, visitor));
    }
  }

  private void visit(ConsumerRecord<String, byte[]> record, Visitor visitor) {
    boolean deletes = record.value() == null;
    boolean compacted = record.topic().equals(connection.topics().streams());
    if (record.key() == null || (deletes && !compacted) || !streams.contains(record.key())) {
      return;
    }
    try {
      visitor.visit(record);
    } catch (WireException e) {
      // foreign record: the job that reads the topic reports it as a dead letter
    }
  }

  /** Updates the position of a requested stream. */
  private interface Visitor {
    void visit(ConsumerRecord<String, byte[]> record) throws WireException;
  }
}
