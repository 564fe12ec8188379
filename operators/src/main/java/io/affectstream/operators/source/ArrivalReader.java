package io.affectstream.operators.source;

import io.affectstream.schemas.AffectRule;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.WordLength;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.Serial;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Converts the bytes of one topic's records to arrivals and checks what all stages rely on: a
 * stream id, words that end after they start.
 *
 * @param <A> contract
 * @param <T> arrival
 */
public final class ArrivalReader<A extends SpecificRecord, T> implements Serializable {

  @Serial private static final long serialVersionUID = 1L;

  /**
   * Largest accepted magnitude of an originating time. Microseconds since 1970 are well within it,
   * nanoseconds are not; the time grid's arithmetic is exact up to here.
   */
  static final long MAX_TIME_MICROS = Duration.ofDays(365_000).toMillis() * 1000;

  /** Longest frame of a source; bounds how long a frame is kept. */
  private static final long MAX_INTERVAL_MICROS = Duration.ofMinutes(10).toMillis() * 1000;

  /** Maximum length of a stream id. */
  private static final int MAX_STREAM_ID = 512;

  /** A decodable record with implausible values. */
  static final class ImplausibleException extends Exception {
    @Serial private static final long serialVersionUID = 1L;

    private final String stream;

    ImplausibleException(String stream, String message) {
      super(message);
      this.stream = stream;
    }

    /** Stream id of the record; empty if the id itself is invalid. */
    String stream() {
      return stream;
    }
  }

  private interface Mapping<A, T> extends Serializable {
    /** {@code refused} receives the refused parts of a record whose rest is used. */
    T map(A record, Origin origin, Consumer<Refusal> refused) throws ImplausibleException;
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
    return new ArrivalReader<>(
        VideoFrame.class, format, (record, origin, refused) -> video(record, origin));
  }

  public static ArrivalReader<AudioChunk, AudioArrival> audio(WireFormat format) {
    return new ArrivalReader<>(
        AudioChunk.class, format, (record, origin, refused) -> audio(record, origin));
  }

  public static ArrivalReader<Transcript, TranscriptArrival> transcripts(WireFormat format) {
    return new ArrivalReader<>(Transcript.class, format, ArrivalReader::transcript);
  }

  public static ArrivalReader<StreamDescriptor, StreamArrival> streams(WireFormat format) {
    return new ArrivalReader<>(
        StreamDescriptor.class, format, (record, origin, refused) -> descriptor(record));
  }

  public static ArrivalReader<AffectRule, RuleArrival> rules(WireFormat format) {
    return new ArrivalReader<>(
        AffectRule.class,
        format,
        (record, origin, refused) -> RuleArrival.of(record, origin.offset()));
  }

  /** Whether a record deletes a key of a compacted topic; such records are ignored. */
  boolean skips(RawRecord raw) {
    return (contract == StreamDescriptor.class || contract == AffectRule.class)
        && raw.value().length == 0;
  }

  /**
   * Reads one record.
   *
   * @param refused receives the refused parts of a record whose rest is used
   * @throws WireException if the bytes do not match this contract
   * @throws ImplausibleException if a value is implausible
   */
  T read(RawRecord raw, Consumer<Refusal> refused) throws WireException, ImplausibleException {
    if (codec == null) {
      codec = format.codec(contract);
    }
    return mapping.map(codec.decode(raw.value()), raw.origin(), refused);
  }

  /**
   * Reads one record outside of a job; empty if a job would refuse or skip it.
   *
   * @param raw the record
   */
  public Optional<T> readIfValid(RawRecord raw) {
    try {
      return skips(raw) ? Optional.empty() : Optional.of(read(raw, refusal -> {}));
    } catch (WireException | ImplausibleException e) {
      return Optional.empty();
    }
  }

  /** The reason code of an implausible record. */
  static DeadLetterReason implausible() {
    return DeadLetterReason.MALFORMED;
  }

  private static VideoArrival video(VideoFrame frame, Origin origin) throws ImplausibleException {
    String stream = streamId(frame.getStream());
    return new VideoArrival(
        stream,
        frame.getSequence(),
        Arrival.NOT_ADMITTED,
        time(stream, "video frame", frame.getSequence(), frame.getTime(), frame.getEndOfStream()),
        Math.min(MAX_INTERVAL_MICROS, Math.max(0, frame.getInterval())),
        frame.getEncoding(),
        frame.getWidth(),
        frame.getHeight(),
        bytes(frame.getData()),
        frame.getUri() == null ? "" : frame.getUri(),
        frame.getEndOfStream(),
        origin);
  }

  private static AudioArrival audio(AudioChunk chunk, Origin origin) throws ImplausibleException {
    String stream = streamId(chunk.getStream());
    return new AudioArrival(
        stream,
        chunk.getSequence(),
        Arrival.NOT_ADMITTED,
        time(stream, "audio chunk", chunk.getSequence(), chunk.getTime(), chunk.getEndOfStream()),
        chunk.getSampleRate(),
        chunk.getChannels(),
        chunk.getEncoding(),
        bytes(chunk.getData()),
        chunk.getEndOfStream(),
        origin);
  }

  private static TranscriptArrival transcript(
      Transcript transcript, Origin origin, Consumer<Refusal> refused) throws ImplausibleException {
    String stream = streamId(transcript.getStream());
    List<TranscriptArrival.TimedWord> words = new ArrayList<>();
    long through = within(transcript.getCompleteThrough());
    if (transcript.getFinal$()) {
      words = plausible(transcript, stream, origin, refused);
      words.sort((a, b) -> Long.compare(a.start(), b.start()));
    }
    return new TranscriptArrival(
        stream,
        transcript.getSequence(),
        Arrival.NOT_ADMITTED,
        words.isEmpty() ? through : words.get(0).start(),
        words,
        through,
        transcript.getEndOfStream(),
        transcript.getNoWords(),
        origin);
  }

  /**
   * The plausible words. The others are refused; a transcript without any plausible word is refused
   * as a whole, because its {@code completeThrough} has the same unit, unless it is the end.
   */
  private static List<TranscriptArrival.TimedWord> plausible(
      Transcript transcript, String stream, Origin origin, Consumer<Refusal> refused)
      throws ImplausibleException {
    List<TranscriptArrival.TimedWord> words = new ArrayList<>();
    Optional<Word> first = Optional.empty();
    for (Word word : transcript.getWords()) {
      if (isPlausible(word)) {
        words.add(new TranscriptArrival.TimedWord(word.getText(), word.getStart(), word.getEnd()));
      } else {
        first = first.or(() -> Optional.of(word));
      }
    }
    if (first.isPresent()) {
      Word word = first.get();
      String message =
          "transcript %d: expected words of 0 to 60 s within 1000 years of time 0, found %d other than that among %d, the first '%s' from %d to %d us; check the recogniser's time unit"
              .formatted(
                  transcript.getSequence(),
                  transcript.getWords().size() - words.size(),
                  transcript.getWords().size(),
                  word.getText(),
                  word.getStart(),
                  word.getEnd());
      if (words.isEmpty() && !transcript.getEndOfStream()) {
        throw new ImplausibleException(stream, message);
      }
      byte[] text = word.getText().getBytes(StandardCharsets.UTF_8);
      refused.accept(
          new Refusal(
              origin, stream, within(word.getStart()), implausible(), message, Refusal.head(text)));
    }
    return words;
  }

  private static boolean isPlausible(Word word) {
    return isTime(word.getStart())
        && word.getEnd() >= word.getStart()
        && word.getEnd() <= word.getStart() + WordLength.MAX_MICROS;
  }

  /** The end mark carries no media, so its time is not checked. */
  private static long time(String stream, String what, long sequence, long time, boolean end)
      throws ImplausibleException {
    if (end) {
      return within(time);
    }
    if (!isTime(time)) {
      throw new ImplausibleException(
          stream,
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

  private static StreamArrival descriptor(StreamDescriptor descriptor) throws ImplausibleException {
    return new StreamArrival(
        streamId(descriptor.getStream()),
        descriptor.getModalities(),
        descriptor.getLanguage() == null ? "" : descriptor.getLanguage(),
        descriptor.getRecogniseSpeech(),
        descriptor.getRole() == null ? "" : descriptor.getRole());
  }

  private static String streamId(String stream) throws ImplausibleException {
    if (stream.isBlank() || stream.length() > MAX_STREAM_ID) {
      throw new ImplausibleException(
          "",
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
