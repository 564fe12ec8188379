package io.affectstream.console.topics;

import io.affectstream.console.api.Alert;
import io.affectstream.console.api.Descriptor;
import io.affectstream.console.api.Event;
import io.affectstream.console.api.Feed;
import io.affectstream.console.api.Row;
import io.affectstream.console.api.RowCoverage;
import io.affectstream.console.api.Words;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes records of the topics into types of the API. Skips deleted keys, transcripts without
 * final words and records of foreign producers; the first of those per topic is logged. Not
 * thread-safe.
 */
final class RecordDecoder {

  private static final Logger LOG = LoggerFactory.getLogger(RecordDecoder.class);
  private static final float DIGITS = 10_000;

  private final ConsoleKafka kafka;
  private final WireCodec<AffectFrame> frames;
  private final WireCodec<AffectEvent> events;
  private final WireCodec<Transcript> transcripts;
  private final WireCodec<AffectAlert> alerts;
  private final WireCodec<StreamDescriptor> descriptors;
  private final Set<Feed> warned = EnumSet.noneOf(Feed.class);

  RecordDecoder(ConsoleKafka kafka) {
    this.kafka = kafka;
    this.frames = kafka.format().codec(AffectFrame.class);
    this.events = kafka.format().codec(AffectEvent.class);
    this.transcripts = kafka.format().codec(Transcript.class);
    this.alerts = kafka.format().codec(AffectAlert.class);
    this.descriptors = kafka.format().codec(StreamDescriptor.class);
  }

  /** Decodes a record; empty if it is skipped. */
  Optional<TopicRecord> decode(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return Optional.empty();
    }
    Feed feed = kafka.feed(record.topic());
    try {
      return switch (feed) {
        case STREAMS -> descriptor(record, descriptors.decode(record.value()));
        case FRAMES -> row(feed, record, frames.decode(record.value()));
        case EVENTS -> event(feed, record, events.decode(record.value()));
        case ALERTS -> alert(feed, record, alerts.decode(record.value()));
        case LIVE -> provisional(record);
        case TRANSCRIPTS -> words(record, transcripts.decode(record.value()));
      };
    } catch (WireException e) {
      if (warned.add(feed)) {
        LOG.warn(
            "{}, partition {}, offset {}: skipped, and further ones like it: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.getMessage());
      }
      return Optional.empty();
    }
  }

  /** The topic of provisional results has rows, events and alerts. */
  private Optional<TopicRecord> provisional(ConsumerRecord<byte[], byte[]> record)
      throws WireException {
    Optional<AffectFrame> row = frames.decodeIfKnown(record.value());
    if (row.isPresent()) {
      return row(Feed.LIVE, record, row.get());
    }
    Optional<AffectEvent> event = events.decodeIfKnown(record.value());
    return event.isPresent()
        ? event(Feed.LIVE, record, event.get())
        : alert(Feed.LIVE, record, alerts.decode(record.value()));
  }

  private static Optional<TopicRecord> descriptor(
      ConsumerRecord<byte[], byte[]> record, StreamDescriptor from) {
    Descriptor descriptor =
        new Descriptor(
            List.copyOf(from.getModalities()),
            from.getFrameRate(),
            from.getLanguage(),
            from.getRole(),
            from.getPurpose(),
            from.getSource());
    return of(Feed.STREAMS, record, from.getStream(), 0, descriptor);
  }

  private static Optional<TopicRecord> row(
      Feed feed, ConsumerRecord<byte[], byte[]> record, AffectFrame from) {
    Coverage coverage = from.getCoverage();
    Row row =
        new Row(
            from.getStream(),
            from.getFrame(),
            from.getTime(),
            from.getFace(),
            from.getFinality(),
            from.getReason(),
            from.getExpression(),
            from.getSmoothed(),
            from.getProbabilities().stream().map(RecordDecoder::rounded).toList(),
            from.getUncertain(),
            List.copyOf(from.getPlausible()),
            from.getActionUnits().stream().map(RecordDecoder::rounded).toList(),
            List.copyOf(from.getActiveUnits()),
            List.copyOf(from.getDecidedUnits()),
            rounded(from.getConfidence()),
            new RowCoverage(
                rounded(coverage.getFace()),
                rounded(coverage.getVoice()),
                rounded(coverage.getWords()),
                coverage.getNoWords()),
            from.getSpeaking() == null ? null : rounded(from.getSpeaking()),
            from.getSkippedFaces(),
            from.getBundle());
    return of(feed, record, from.getStream(), from.getTime(), row);
  }

  private static Optional<TopicRecord> event(
      Feed feed, ConsumerRecord<byte[], byte[]> record, AffectEvent from) {
    Event event =
        new Event(
            from.getStream(),
            from.getKind(),
            from.getTime(),
            from.getFace(),
            from.getExpression(),
            from.getActionUnit(),
            from.getEpisode(),
            from.getOnset(),
            from.getPeak(),
            from.getOffset(),
            from.getFrames(),
            from.getCertainFrames(),
            rounded(from.getConfidence()),
            rounded(from.getPeakConfidence()),
            from.getDetail(),
            from.getBundle(),
            from.getFinality());
    return of(feed, record, from.getStream(), from.getTime(), event);
  }

  private static Optional<TopicRecord> alert(
      Feed feed, ConsumerRecord<byte[], byte[]> record, AffectAlert from) {
    Alert alert =
        new Alert(
            from.getStream(),
            from.getId(),
            from.getRule(),
            from.getText(),
            from.getSeverity(),
            from.getTime(),
            from.getOnset(),
            from.getFace(),
            List.copyOf(from.getWords()),
            from.getBundle(),
            from.getFinality());
    return of(feed, record, from.getStream(), from.getTime(), alert);
  }

  private static Optional<TopicRecord> words(
      ConsumerRecord<byte[], byte[]> record, Transcript from) {
    if (!from.getFinal$() || (from.getWords().isEmpty() && !from.getEndOfStream())) {
      return Optional.empty();
    }
    long time =
        from.getWords().isEmpty() ? from.getCompleteThrough() : from.getWords().get(0).getStart();
    Words words =
        new Words(
            from.getStream(),
            time,
            from.getWords().stream()
                .map(
                    word ->
                        new Words.SpokenWord(
                            word.getText(),
                            word.getStart(),
                            word.getEnd(),
                            rounded(word.getConfidence())))
                .toList(),
            from.getEndOfStream(),
            from.getNoWords());
    return of(Feed.TRANSCRIPTS, record, from.getStream(), time, words);
  }

  private static Optional<TopicRecord> of(
      Feed feed, ConsumerRecord<byte[], byte[]> record, String stream, long time, Object body) {
    return Optional.of(
        new TopicRecord(
            feed, record.partition(), record.offset(), record.timestamp(), stream, time, body));
  }

  /** Four decimals: a third of the bytes, and more than any reader distinguishes. */
  private static float rounded(float value) {
    return Math.round(value * DIGITS) / DIGITS;
  }
}
