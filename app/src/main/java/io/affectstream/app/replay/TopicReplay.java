package io.affectstream.app.replay;

import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.LocalBroker;
import io.affectstream.app.embedded.LocalRun;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.alerts.RuleTopic;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.KafkaSection;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.ArchivedTopics;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The job on the input topics of a cluster, from their start to their current ends, with its
 * results on a broker of this process. The job ends when everything is read.
 */
final class TopicReplay {

  private static final String OWN_PREFIX = "replay-results";
  private static final Duration POLL = Duration.ofMillis(200);

  private final ReplayArguments arguments;

  TopicReplay(ReplayArguments arguments) {
    this.arguments = arguments;
  }

  void run(OutputHandler handler, Progress progress) throws Exception {
    KafkaSection archive = arguments.config().kafka();
    ArchiveScan scan = ArchiveScan.of(archive, arguments.topics());
    progress.note(
        "archive: %d streams, %d records in %s"
            .formatted(
                scan.streams().size(), scan.records(), String.join(", ", scan.topics().names())));
    ModelSource models = BundleChoice.of(arguments.config().model());
    WorkFolder work = arguments.work();
    AffectConfig given = withoutRestarts(arguments.config()).withoutLive();
    try (LocalRun local =
        LocalRun.start(
            work,
            given,
            () ->
                LocalBroker.embedded(
                    work, address -> given.with(archive.onOwnBroker(address, OWN_PREFIX))))) {
      progress.note("Flink web interface: " + local.webAddress());
      AffectConfig config = local.config();
      describe(config.kafka(), scan);
      PipelineSettings settings =
          SettingsFactory.of(config, models, models.open())
              .knowing(RuleTopic.read(archive.withTopicPrefix(scan.topics().prefix())));
      RunningJob job =
          local.submit(
              AffectJob.replaying(
                  config,
                  new ArchivedTopics(archive.withTopicPrefix(scan.topics().prefix()), scan.ends()),
                  settings,
                  local.checkpointsAddress()));
      collect(config.kafka(), job, handler, progress);
    }
  }

  /**
   * Flink cannot restart a job in which one source is finished and another is paused: the job would
   * fail with an error that hides the first one.
   */
  private static AffectConfig withoutRestarts(AffectConfig config) {
    return config.with(config.flink().withRestartAttemptsUpTo(0));
  }

  /** Publishes descriptors of streams that have none. */
  private static void describe(KafkaSection own, ArchiveScan scan)
      throws IOException, InterruptedException {
    WireCodec<StreamDescriptor> codec = WireCodec.of(StreamDescriptor.class);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", own.bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (String stream : scan.undescribed()) {
        byte[] value =
            codec.encode(
                StreamDescriptor.newBuilder()
                    .setStream(stream)
                    .setModalities(List.copyOf(scan.streams().get(stream)))
                    .build());
        byte[] key = stream.getBytes(StandardCharsets.UTF_8);
        producer.send(new ProducerRecord<>(own.topicNames().streams(), key, value)).get();
      }
    } catch (ExecutionException e) {
      throw new IOException("the descriptors could not be written: " + e.getCause(), e);
    }
  }

  private static void collect(
      KafkaSection own, RunningJob job, OutputHandler handler, Progress progress) throws Exception {
    Topics topics = own.topicNames();
    OutputHandler counting =
        new Counting(handler, progress.stage("replay", "rows", OptionalLong.empty()));
    try (OutputRecords records =
        OutputRecords.open(
            own,
            List.of(topics.frames(), topics.events(), topics.alerts()),
            OutputRecords.Reading.COMMITTED)) {
      boolean over = false;
      while (!over) {
        over = job.outcome().isDone();
        records.poll(POLL, counting);
      }
      RunningJob.Outcome outcome = job.outcome().join();
      if (outcome.end() != RunningJob.End.FINISHED) {
        throw new IOException("the job ended (%s): %s".formatted(outcome.end(), outcome.cause()));
      }
      while (!records.isAtEnd()) {
        records.poll(POLL, counting);
      }
    }
  }

  /** Advances a progress bar with every row. */
  private record Counting(OutputHandler handler, Progress.Stage rows) implements OutputHandler {

    @Override
    public void frame(AffectFrame frame) throws IOException {
      rows.step(1);
      handler.frame(frame);
    }

    @Override
    public void event(AffectEvent event) throws IOException {
      handler.event(event);
    }

    @Override
    public void alert(AffectAlert alert) throws IOException {
      handler.alert(alert);
    }

    @Override
    public void deadLetter(DeadLetter letter) throws IOException {
      handler.deadLetter(letter);
    }
  }
}
