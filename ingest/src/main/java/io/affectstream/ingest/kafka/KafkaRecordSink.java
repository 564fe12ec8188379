package io.affectstream.ingest.kafka;

import io.affectstream.ingest.RecordSink;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to the topics with an idempotent producer: key = stream id, framed as the connection
 * specifies, record timestamp = wall clock at production, so that retention does not delete a
 * replayed archive. Order within a topic is kept across retries. Batches are not compressed: images
 * already are, and the broker would decompress each batch to check it. Not thread-safe.
 */
public final class KafkaRecordSink implements RecordSink {

  /** Upper bound of the bytes of a record without its image: key, fields and framing. */
  private static final int OVERHEAD_BYTES = 2_048;

  private static final int BATCH_BYTES = 256 << 10;

  private final KafkaConnection connection;
  private final KafkaSinkOptions options;
  private final int maxRecordBytes;
  private final Optional<ClaimCheckWriter> claimCheck;
  private final Producer<String, byte[]> producer;
  private final AtomicReference<IOException> failure = new AtomicReference<>();
  private boolean logged;
  private final WireCodec<StreamDescriptor> descriptors;
  private final WireCodec<VideoFrame> frames;
  private final WireCodec<AudioChunk> chunks;
  private final WireCodec<Transcript> transcripts;

  private KafkaRecordSink(
      KafkaConnection connection, KafkaSinkOptions options, int maxRecordBytes) {
    this.connection = connection;
    this.options = options;
    this.maxRecordBytes = maxRecordBytes;
    this.descriptors = connection.format().codec(StreamDescriptor.class);
    this.frames = connection.format().codec(VideoFrame.class);
    this.chunks = connection.format().codec(AudioChunk.class);
    this.transcripts = connection.format().codec(Transcript.class);
    this.claimCheck = options.claimCheckFolder().map(ClaimCheckWriter::new);
    this.producer =
        new KafkaProducer<>(
            connection.client(
                Map.of(
                    ProducerConfig.ACKS_CONFIG,
                    "all",
                    ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                    true,
                    ProducerConfig.LINGER_MS_CONFIG,
                    options.linger().toMillis(),
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    BATCH_BYTES,
                    ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                    maxRecordBytes,
                    ProducerConfig.MAX_BLOCK_MS_CONFIG,
                    options.timeout().toMillis())),
            new StringSerializer(),
            new ByteArraySerializer());
  }

  /**
   * Connects. Records are limited by the smaller of the option and the limits of the topics.
   *
   * @throws IOException if the broker does not respond or an input topic does not exist
   */
  public static KafkaRecordSink open(KafkaConnection connection, KafkaSinkOptions options)
      throws IOException {
    int limit = TopicCheck.smallestRecordLimit(connection, options.timeout());
    return new KafkaRecordSink(connection, options, Math.min(options.maxRecordBytes(), limit));
  }

  @Override
  public int maxFrameBytes() {
    return claimCheck.isPresent()
        ? Integer.MAX_VALUE
        : Math.max(1, maxRecordBytes - OVERHEAD_BYTES);
  }

  @Override
  public void descriptor(StreamDescriptor descriptor) throws IOException {
    send(connection.topics().streams(), descriptor.getStream(), descriptors.encode(descriptor));
  }

  @Override
  public void video(VideoFrame frame) throws IOException {
    boolean large = frame.getData().remaining() > maxRecordBytes - OVERHEAD_BYTES;
    VideoFrame record = large && claimCheck.isPresent() ? claimCheck.get().store(frame) : frame;
    send(connection.topics().video(), frame.getStream(), frames.encode(record));
  }

  @Override
  public void audio(AudioChunk chunk) throws IOException {
    send(connection.topics().audio(), chunk.getStream(), chunks.encode(chunk));
  }

  @Override
  public void transcript(Transcript transcript) throws IOException {
    send(connection.topics().transcripts(), transcript.getStream(), transcripts.encode(transcript));
  }

  @Override
  public void flush() throws IOException {
    try {
      producer.flush();
    } catch (InterruptException e) {
      throw interrupted(e);
    }
    throwFailure();
  }

  /** Flushes and closes; throws a failure unless an earlier call has thrown it. */
  @Override
  public void close() throws IOException {
    boolean interrupted = Thread.interrupted();
    try {
      producer.close(options.timeout());
    } catch (InterruptException e) {
      interrupted = true;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    if (!logged) {
      throwFailure();
    }
  }

  private void send(String topic, String stream, byte[] value) throws IOException {
    throwFailure();
    try {
      var unused =
          producer.send(
              new ProducerRecord<>(topic, stream, value),
              (metadata, error) -> {
                if (error != null) {
                  failure.compareAndSet(null, describe(topic, stream, value.length, error));
                }
              });
    } catch (InterruptException e) {
      throw interrupted(e);
    } catch (KafkaException e) {
      throw describe(topic, stream, value.length, e);
    }
    throwFailure();
  }

  private void throwFailure() throws IOException {
    IOException first = failure.get();
    if (first != null) {
      logged = true;
      throw new IOException(first.getMessage(), first);
    }
  }

  private IOException describe(String topic, String stream, int bytes, Exception error) {
    String message =
        error instanceof RecordTooLargeException
            ? "a record of stream '%s' has %d bytes, topic %s takes at most %d; lower the JPEG quality, set a claim-check folder, or raise max.message.bytes of the topic"
                .formatted(stream, bytes, topic, maxRecordBytes)
            : KafkaErrors.describe(
                connection.bootstrapServers(),
                "stream '%s' was not written to topic %s".formatted(stream, topic),
                error);
    return new IOException(message, error);
  }

  private static InterruptedIOException interrupted(InterruptException cause) {
    InterruptedIOException exception = new InterruptedIOException("interrupted while writing");
    exception.initCause(cause);
    return exception;
  }
}
