package io.affectstream.operators.source;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * Turns the bytes of one topic's records into arrivals and checks what any stage may rely on: a
 * stream id, words that end after they begin.
 *
 * @param <A> contract
 * @param <T> arrival
 */
public final class ArrivalReader<A extends SpecificRecord, T> implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  /** Longest word that is believed. */
  private static final long MAX_WORD_MICROS = Duration.ofMinutes(1).toNanos() / 1000;

  /** Records larger than this have no business on a stream id. */
  private static final int MAX_STREAM_ID = 512;

  /** A record that reads well but cannot be meant. */
  static final class ImplausibleException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    ImplausibleException(String message) {
      super(message);
    }
  }

  private interface Mapping<A, T> extends Serializable {
    T map(A record, Origin origin) throws ImplausibleException;
  }

  private final Class<A> contract;
  private final Mapping<A, T> mapping;
  private transient WireCodec<A> codec;

  private ArrivalReader(Class<A> contract, Mapping<A, T> mapping) {
    this.contract = contract;
    this.mapping = mapping;
  }

  public static ArrivalReader<VideoFrame, VideoArrival> video() {
    return new ArrivalReader<>(VideoFrame.class, ArrivalReader::video);
  }

  public static ArrivalReader<AudioChunk, AudioArrival> audio() {
    return new ArrivalReader<>(AudioChunk.class, ArrivalReader::audio);
  }

  public static ArrivalReader<Transcript, TranscriptArrival> transcripts() {
    return new ArrivalReader<>(Transcript.class, ArrivalReader::transcript);
  }

  public static ArrivalReader<StreamDescriptor, StreamArrival> streams() {
    return new ArrivalReader<>(StreamDescriptor.class, ArrivalReader::descriptor);
  }

  /**
   * Reads one record.
   *
   * @throws WireException if the bytes are not this contract
   * @throws ImplausibleException if a value cannot be meant
   */
  T read(RawRecord raw) throws WireException, ImplausibleException {
    if (codec == null) {
      codec = WireCodec.of(contract);
    }
    return mapping.map(codec.decode(raw.value()), raw.origin());
  }

  /** The reason code of an implausible record. */
  static DeadLetterReason implausible() {
    return DeadLetterReason.MALFORMED;
  }

  private static VideoArrival video(VideoFrame frame, Origin origin) throws ImplausibleException {
    return new VideoArrival(
        streamId(frame.getStream()),
        frame.getSequence(),
        Arrival.NOT_ADMITTED,
        frame.getTime(),
        Math.max(0, frame.getInterval()),
        frame.getEncoding(),
        frame.getWidth(),
        frame.getHeight(),
        bytes(frame.getData()),
        frame.getUri() == null ? "" : frame.getUri(),
        frame.getEndOfStream(),
        origin);
  }

  private static AudioArrival audio(AudioChunk chunk, Origin origin) throws ImplausibleException {
    return new AudioArrival(
        streamId(chunk.getStream()),
        chunk.getSequence(),
        Arrival.NOT_ADMITTED,
        chunk.getTime(),
        chunk.getSampleRate(),
        chunk.getChannels(),
        chunk.getEncoding(),
        bytes(chunk.getData()),
        chunk.getEndOfStream(),
        origin);
  }

  private static TranscriptArrival transcript(Transcript transcript, Origin origin)
      throws ImplausibleException {
    List<TranscriptArrival.TimedWord> words = new ArrayList<>();
    if (transcript.getFinal$()) {
      for (Word word : transcript.getWords()) {
        words.add(plausible(word));
      }
      words.sort((a, b) -> Long.compare(a.start(), b.start()));
    }
    return new TranscriptArrival(
        streamId(transcript.getStream()),
        transcript.getSequence(),
        Arrival.NOT_ADMITTED,
        words.isEmpty() ? transcript.getCompleteThrough() : words.get(0).start(),
        words,
        transcript.getCompleteThrough(),
        transcript.getEndOfStream(),
        origin);
  }

  private static TranscriptArrival.TimedWord plausible(Word word) throws ImplausibleException {
    long micros = word.getEnd() - word.getStart();
    if (micros < 0 || micros > MAX_WORD_MICROS) {
      throw new ImplausibleException(
          "transcript: expected a word of 0 to 60 s, found '%s' from %d to %d us; check the recogniser's time unit"
              .formatted(word.getText(), word.getStart(), word.getEnd()));
    }
    return new TranscriptArrival.TimedWord(word.getText(), word.getStart(), word.getEnd());
  }

  private static StreamArrival descriptor(StreamDescriptor descriptor, Origin origin)
      throws ImplausibleException {
    return new StreamArrival(streamId(descriptor.getStream()), descriptor.getModalities());
  }

  private static String streamId(String stream) throws ImplausibleException {
    if (stream.isBlank() || stream.length() > MAX_STREAM_ID) {
      throw new ImplausibleException(
          "stream id: expected 1 to %d characters, found %d"
              .formatted(MAX_STREAM_ID, stream.length()));
    }
    return stream;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer.hasArray()
        && buffer.arrayOffset() == 0
        && buffer.position() == 0
        && buffer.remaining() == buffer.array().length) {
      return buffer.array();
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
