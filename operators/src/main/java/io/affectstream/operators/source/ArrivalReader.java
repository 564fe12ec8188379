package io.affectstream.operators.source;

import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.registry.WireFormat;
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

  /**
   * Furthest originating time that is believed, either side of 0. Microseconds since 1970 lie well
   * within, nanoseconds do not; the time grid's arithmetic is exact up to here.
   */
  static final long MAX_TIME_MICROS = Duration.ofDays(365_000).toMillis() * 1000;

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
  private final WireFormat format;
  private final Mapping<A, T> mapping;
  private transient WireCodec<A> codec;

  private ArrivalReader(Class<A> contract, WireFormat format, Mapping<A, T> mapping) {
    this.contract = contract;
    this.format = format;
    this.mapping = mapping;
  }

  public static ArrivalReader<VideoFrame, VideoArrival> video(WireFormat format) {
    return new ArrivalReader<>(VideoFrame.class, format, ArrivalReader::video);
  }

  public static ArrivalReader<AudioChunk, AudioArrival> audio(WireFormat format) {
    return new ArrivalReader<>(AudioChunk.class, format, ArrivalReader::audio);
  }

  public static ArrivalReader<Transcript, TranscriptArrival> transcripts(WireFormat format) {
    return new ArrivalReader<>(Transcript.class, format, ArrivalReader::transcript);
  }

  public static ArrivalReader<StreamDescriptor, StreamArrival> streams(WireFormat format) {
    return new ArrivalReader<>(StreamDescriptor.class, format, ArrivalReader::descriptor);
  }

  /**
   * Reads one record.
   *
   * @throws WireException if the bytes are not this contract
   * @throws ImplausibleException if a value cannot be meant
   */
  T read(RawRecord raw) throws WireException, ImplausibleException {
    if (codec == null) {
      codec = format.codec(contract);
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
        time("video frame", frame.getSequence(), frame.getTime(), frame.getEndOfStream()),
        Math.min(MAX_TIME_MICROS, Math.max(0, frame.getInterval())),
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
        time("audio chunk", chunk.getSequence(), chunk.getTime(), chunk.getEndOfStream()),
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
    long through = within(transcript.getCompleteThrough());
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
        words.isEmpty() ? through : words.get(0).start(),
        words,
        through,
        transcript.getEndOfStream(),
        transcript.getNoWords(),
        origin);
  }

  private static TranscriptArrival.TimedWord plausible(Word word) throws ImplausibleException {
    long micros = word.getEnd() - word.getStart();
    if (micros < 0 || micros > MAX_WORD_MICROS || !isTime(word.getStart())) {
      throw new ImplausibleException(
          "transcript: expected a word of 0 to 60 s within 1000 years of time 0, found '%s' from %d to %d us; check the recogniser's time unit"
              .formatted(word.getText(), word.getStart(), word.getEnd()));
    }
    return new TranscriptArrival.TimedWord(word.getText(), word.getStart(), word.getEnd());
  }

  /** The end mark carries no media, so its time is nothing to be refused for. */
  private static long time(String what, long sequence, long time, boolean end)
      throws ImplausibleException {
    if (end) {
      return within(time);
    }
    if (!isTime(time)) {
      throw new ImplausibleException(
          "%s %d: expected a time within 1000 years of 0 in microseconds, found %d; check the producer's time unit"
              .formatted(what, sequence, time));
    }
    return time;
  }

  private static long within(long micros) {
    return Math.max(-MAX_TIME_MICROS, Math.min(MAX_TIME_MICROS, micros));
  }

  private static boolean isTime(long micros) {
    return micros >= -MAX_TIME_MICROS && micros <= MAX_TIME_MICROS;
  }

  private static StreamArrival descriptor(StreamDescriptor descriptor, Origin origin)
      throws ImplausibleException {
    return new StreamArrival(
        streamId(descriptor.getStream()),
        descriptor.getModalities(),
        descriptor.getLanguage() == null ? "" : descriptor.getLanguage(),
        descriptor.getRecogniseSpeech());
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
