package io.affectstream.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.ingest.testing.MediaTools;
import io.affectstream.schemas.wire.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A topic whose records may be smaller than any image. */
@Timeout(120)
class SizeLimitITCase {

  @TempDir Path folder;

  @Test
  void leavingOutEveryImageIsAFailure() throws Exception {
    Path clip =
        MediaTools.ffmpeg(
            folder.resolve("clip.mkv"),
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x240:rate=25:duration=0.4",
            "-c:v",
            "libx264");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      String broker = "--bootstrap-servers=" + kafka.bootstrapServers();
      assertThat(Affect.run("topics", "create", broker).code()).isZero();
      assertThat(Affect.run("ingest", broker, "--stream", "fits", clip.toString()).code()).isZero();
      limit(kafka, 3_000);

      Affect ingested = Affect.run("ingest", broker, clip.toString());

      assertThat(ingested.code()).as(ingested.err()).isEqualTo(1);
      assertThat(ingested.err())
          .contains("10 images over the size limit at any quality, not published");
    }
  }

  private static void limit(EmbeddedKafka kafka, int bytes) throws Exception {
    ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, Topics.DEFAULT.video());
    ConfigEntry limit =
        new ConfigEntry(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(bytes));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(limit, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }
}
