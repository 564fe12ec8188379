package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.ingest.kafka.KafkaConnection;
import io.affectstream.ingest.kafka.KafkaRecordSink;
import io.affectstream.ingest.kafka.KafkaSinkOptions;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A job whose sources have ended and that cannot close one of its streams: the run does not wait
 * for it.
 */
class DrainingITCase {

  private static final int FRAMES = 20;
  private static final long INTERVAL = 40_000;

  @TempDir Path folder;

  @Test
  @Timeout(600)
  void aStreamThatCanGiveNothingMoreIsNamedAndTheOthersAreComplete() throws Exception {
    Path bundle = folder.resolve("bundle");
    ReferenceBundle.assemble(TestData.require("models").getParent(), bundle);
    ModelSource models = ModelSource.at(bundle);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        EmbeddedFlink flink = EmbeddedFlink.start(folder.resolve("flink"), config(kafka).flink())) {
      AffectConfig config = config(kafka);
      try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
        topics.create();
      }
      RunningJob job =
          flink.submit(
              AffectJob.on(
                      config,
                      SettingsFactory.of(config, models, models.open()),
                      flink.checkpoints().toUri().toString())
                  .getStreamGraph());
      publish(config);
      Draining draining =
          new Draining(
              job, new UnreadInput(config.kafka()), folder.resolve("savepoints"), System::nanoTime);
      try (draining;
          OutputCollector collector =
              OutputCollector.create(
                  OutputRecords.open(config.kafka()),
                  List.of("whole", "waits"),
                  folder.resolve("out"),
                  Files.createDirectories(folder.resolve("scratch")),
                  listener(draining),
                  System::nanoTime)) {
        assertThat(collector.collect(Duration.ofMinutes(5)).unfinished())
            .containsExactly(Map.entry("waits", "0 rows, not closed"));
      }
      assertThat(job.outcome().get().end()).isEqualTo(RunningJob.End.FINISHED);
      assertThat(folder.resolve("out/whole.frames.csv")).content().hasLineCount(FRAMES + 1);
    }
  }

  private static AffectConfig config(EmbeddedKafka kafka) throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "flink.parallelism=1",
            "model.sessions=1"));
  }

  /** One complete stream, and one whose descriptor declares words that never arrive. */
  private static void publish(AffectConfig config) throws IOException {
    BufferedImage image = new BufferedImage(64, 64, BufferedImage.TYPE_3BYTE_BGR);
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    ImageIO.write(image, "jpg", jpeg);
    KafkaConnection connection =
        new KafkaConnection(
            config.kafka().bootstrapServers(),
            config.kafka().topicNames(),
            config.kafka().properties());
    try (KafkaRecordSink sink = KafkaRecordSink.open(connection, KafkaSinkOptions.DEFAULT)) {
      sink.descriptor(described("whole", Modality.FACE));
      sink.descriptor(described("waits", Modality.FACE, Modality.WORDS));
      for (int i = 0; i <= FRAMES; i++) {
        byte[] data = i < FRAMES ? jpeg.toByteArray() : new byte[0];
        for (String stream : List.of("whole", "waits")) {
          sink.video(
              new VideoFrame(
                  stream,
                  (long) i,
                  i * INTERVAL,
                  INTERVAL,
                  FrameEncoding.JPEG,
                  64,
                  64,
                  ByteBuffer.wrap(data),
                  null,
                  i == FRAMES));
        }
      }
      sink.flush();
    }
  }

  private static StreamDescriptor described(String stream, Modality... modalities) {
    return StreamDescriptor.newBuilder()
        .setStream(stream)
        .setModalities(List.of(modalities))
        .build();
  }

  private static CollectorListener listener(Draining draining) {
    return new CollectorListener() {
      @Override
      public void frame(AffectFrame frame) {
        draining.written();
      }

      @Override
      public void event(AffectEvent event) {
        draining.written();
      }

      @Override
      public void look() throws IOException, InterruptedException {
        draining.look(true);
      }

      @Override
      public boolean over() {
        return draining.over();
      }
    };
  }
}
