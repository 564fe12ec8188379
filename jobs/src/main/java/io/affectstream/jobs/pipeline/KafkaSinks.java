package io.affectstream.jobs.pipeline;

import io.affectstream.features.alerts.Alert;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.rows.StreamEvent;
import io.affectstream.inference.speech.SpokenTranscript;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.config.KafkaSection.Delivery;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.operators.output.AlertRecords;
import io.affectstream.operators.output.BundleFacts;
import io.affectstream.operators.output.EventRecords;
import io.affectstream.operators.output.FrameRecords;
import io.affectstream.operators.source.Refusal;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The output topics as Flink sinks: transactional unless at-least-once is configured; that of
 * provisional results never.
 */
public final class KafkaSinks {

  private KafkaSinks() {}

  /** Header of a final row: name of the expression of its provisional row, if there was one. */
  public static final String PROVISIONAL_HEADER = "provisional";

  /**
   * Rows, events, alerts, dead letters and provisional results.
   *
   * @throws IOException if a schema registry is configured and refuses the contracts
   */
  public static void attach(AffectPipeline.Outputs outputs, KafkaSection config, BundleFacts bundle)
      throws IOException {
    Topics topics = new Topics(config.topicPrefix());
    WireFormat format =
        RecordFormat.writing(config, List.of(topics.frames(), topics.events(), topics.alerts()));
    DataStream<DecidedRow> rows =
        outputs.rows().filter(row -> row.row() != null).uid("rows-only").name("rows only");
    sink(
        rows,
        config,
        topics.frames(),
        new ContractSerializer<>(
            topics.frames(),
            AffectFrame.class,
            format,
            row -> FrameRecords.of(row, bundle),
            AffectFrame::getStream,
            KafkaSinks::headers));
    sink(
        outputs.events(),
        config,
        topics.events(),
        new ContractSerializer<>(
            topics.events(),
            AffectEvent.class,
            format,
            event -> EventRecords.of(event, bundle),
            AffectEvent::getStream));
    sink(
        outputs.alerts(),
        config,
        topics.alerts(),
        new ContractSerializer<>(
            topics.alerts(),
            AffectAlert.class,
            format,
            alert -> AlertRecords.of(alert, bundle.identity()),
            AffectAlert::getStream));
    deadLetters(outputs.refusals(), config);
    live(outputs, config, new LiveEncoder(format, bundle));
  }

  private static List<Header> headers(DecidedRow row) {
    return FrameRecords.provisional(row).stream()
        .<Header>map(
            label -> new RecordHeader(PROVISIONAL_HEADER, label.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private static void live(
      AffectPipeline.Outputs outputs, KafkaSection config, LiveEncoder encoder) {
    String topic = config.topicNames().live();
    Properties properties = new Properties();
    properties.putAll(config.properties());
    properties.setProperty(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
    outputs
        .live()
        .sinkTo(new LiveSink<>(topic, properties, LiveRow::stream, encoder::row))
        .uid("sink-" + topic)
        .name(topic);
    outputs
        .verdicts()
        .sinkTo(new LiveSink<>(topic, properties, StreamEvent::stream, encoder::verdict))
        .uid("sink-" + topic + "-verdicts")
        .name(topic + " verdicts");
    outputs
        .earlyAlerts()
        .sinkTo(new LiveSink<>(topic, properties, Alert::stream, encoder::alert))
        .uid("sink-" + topic + "-alerts")
        .name(topic + " alerts");
  }

  /** Dead letters of any job. */
  public static void deadLetters(DataStream<Refusal> refusals, KafkaSection config)
      throws IOException {
    String topic = new Topics(config.topicPrefix()).deadLetters();
    sink(
        refusals,
        config,
        topic,
        new ContractSerializer<>(
            topic,
            DeadLetter.class,
            RecordFormat.writing(config, List.of(topic)),
            new RefusalLog(),
            letter -> letter.getStream() == null ? "" : letter.getStream()));
  }

  /** Output of the transcribe stage. */
  public static void transcripts(DataStream<SpokenTranscript> transcripts, KafkaSection config)
      throws IOException {
    String topic = new Topics(config.topicPrefix()).transcripts();
    sink(
        transcripts,
        config,
        topic,
        new ContractSerializer<>(
            topic,
            Transcript.class,
            RecordFormat.writing(config, List.of(topic)),
            SpokenTranscript::toTranscript,
            Transcript::getStream));
  }

  private static <T> void sink(
      DataStream<T> records,
      KafkaSection config,
      String topic,
      ContractSerializer<T, ?> serializer) {
    Properties properties = new Properties();
    properties.putAll(config.properties());
    properties.setProperty(
        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
        Long.toString(config.transactionTimeout().toMillis()));
    properties.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
    KafkaSink<T> sink =
        KafkaSink.<T>builder()
            .setBootstrapServers(config.bootstrapServers())
            .setKafkaProducerConfig(properties)
            .setRecordSerializer(serializer)
            .setDeliveryGuarantee(
                config.delivery() == Delivery.EXACTLY_ONCE
                    ? DeliveryGuarantee.EXACTLY_ONCE
                    : DeliveryGuarantee.AT_LEAST_ONCE)
            .setTransactionalIdPrefix(config.transactionalIdPrefix() + "-" + topic)
            .build();
    records.sinkTo(sink).uid("sink-" + topic).name(topic);
  }
}
