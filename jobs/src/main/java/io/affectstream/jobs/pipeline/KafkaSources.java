package io.affectstream.jobs.pipeline;

import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.topics.RecordFormat;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;

/**
 * The input topics as Flink sources. Their watermarks are times of production, not originating
 * times: they only bound how far one topic is read ahead of another, across all streams.
 */
public final class KafkaSources {

  private static final String ALIGNMENT_GROUP = "affect-inputs";
  private static final Duration MAX_DRIFT = Duration.ofSeconds(20);
  private static final Duration ALIGNMENT_INTERVAL = Duration.ofMillis(500);
  private static final Duration IDLENESS = Duration.ofSeconds(2);

  private KafkaSources() {}

  /** Sources of the affect job, each with its consumer group's offsets. */
  public static AffectPipeline.Inputs attach(StreamExecutionEnvironment env, KafkaSection config) {
    Topics topics = new Topics(config.topicPrefix());
    return new AffectPipeline.Inputs(
        source(env, config, topics.streams()),
        source(env, config, topics.video()),
        source(env, config, topics.audio()),
        source(env, config, topics.transcripts()),
        rules(env, config, topics.rules()),
        RecordFormat.reading(config));
  }

  /**
   * All rules from the start: an older record of a rule's version changes nothing, and no consumer
   * group decides which rules a new job has.
   */
  private static DataStream<RawRecord> rules(
      StreamExecutionEnvironment env, KafkaSection config, String topic) {
    KafkaSource<RawRecord> source =
        builder(config, topic).setStartingOffsets(OffsetsInitializer.earliest()).build();
    return attach(env, source, topic, WatermarkStrategy.noWatermarks());
  }

  /** Descriptors and audio only. */
  public static TranscribePipeline.Inputs speech(
      StreamExecutionEnvironment env, KafkaSection config) {
    Topics topics = new Topics(config.topicPrefix());
    return new TranscribePipeline.Inputs(
        source(env, config, topics.streams()),
        source(env, config, topics.audio()),
        RecordFormat.reading(config));
  }

  /**
   * An archive, read once to its end. Missing topics are read from {@code own}, which contains only
   * the descriptors of streams that have none in the archive.
   */
  static AffectPipeline.Inputs archived(
      StreamExecutionEnvironment env, ArchivedTopics archive, KafkaSection own) {
    Topics there = archive.kafka().topicNames();
    Topics here = own.topicNames();
    DataStream<RawRecord> further = toItsEnd(env, own, here.streams(), OffsetsInitializer.latest());
    return new AffectPipeline.Inputs(
        archive.holds(there.streams())
            ? archived(env, archive, there.streams()).union(further)
            : further,
        archivedOrNone(env, archive, there.video(), own, here.video()),
        archivedOrNone(env, archive, there.audio(), own, here.audio()),
        archivedOrNone(env, archive, there.transcripts(), own, here.transcripts()),
        toItsEnd(env, own, here.rules(), OffsetsInitializer.latest()),
        WireFormat.SINGLE_OBJECT);
  }

  private static DataStream<RawRecord> archivedOrNone(
      StreamExecutionEnvironment env,
      ArchivedTopics archive,
      String topic,
      KafkaSection own,
      String empty) {
    return archive.holds(topic)
        ? archived(env, archive, topic)
        : toItsEnd(env, own, empty, OffsetsInitializer.latest());
  }

  private static DataStream<RawRecord> archived(
      StreamExecutionEnvironment env, ArchivedTopics archive, String topic) {
    return toItsEnd(env, archive.kafka(), topic, OffsetsInitializer.offsets(archive.ends()));
  }

  private static DataStream<RawRecord> toItsEnd(
      StreamExecutionEnvironment env, KafkaSection config, String topic, OffsetsInitializer end) {
    KafkaSource<RawRecord> source =
        builder(config, topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setBounded(end)
            .setProperty("commit.offsets.on.checkpoint", "false")
            .build();
    return attach(env, new BoundedKafkaSource(source), topic);
  }

  private static DataStream<RawRecord> source(
      StreamExecutionEnvironment env, KafkaSection config, String topic) {
    return attach(env, builder(config, topic).setStartingOffsets(start(config)).build(), topic);
  }

  private static KafkaSourceBuilder<RawRecord> builder(KafkaSection config, String topic) {
    Properties properties = new Properties();
    properties.putAll(config.properties());
    return KafkaSource.<RawRecord>builder()
        .setBootstrapServers(config.bootstrapServers())
        .setTopics(topic)
        .setGroupId(config.group())
        .setClientIdPrefix(config.group() + "-" + topic)
        .setDeserializer(new RawRecordDeserializer())
        .setProperties(properties)
        .setProperty("isolation.level", "read_committed");
  }

  private static DataStream<RawRecord> attach(
      StreamExecutionEnvironment env, Source<RawRecord, ?, ?> source, String topic) {
    WatermarkStrategy<RawRecord> watermarks =
        WatermarkStrategy.<RawRecord>forMonotonousTimestamps()
            .withIdleness(IDLENESS)
            .withWatermarkAlignment(ALIGNMENT_GROUP, MAX_DRIFT, ALIGNMENT_INTERVAL);
    return attach(env, source, topic, watermarks);
  }

  private static DataStream<RawRecord> attach(
      StreamExecutionEnvironment env,
      Source<RawRecord, ?, ?> source,
      String topic,
      WatermarkStrategy<RawRecord> watermarks) {
    return env.fromSource(source, watermarks, topic, TypeInformation.of(RawRecord.class))
        .uid("source-" + topic)
        .name(topic);
  }

  @SuppressWarnings("deprecation") // the connector has no alternative yet
  private static OffsetsInitializer start(KafkaSection config) {
    return switch (config.startFrom()) {
      case EARLIEST -> OffsetsInitializer.earliest();
      case LATEST -> OffsetsInitializer.latest();
      case COMMITTED -> OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST);
    };
  }
}
