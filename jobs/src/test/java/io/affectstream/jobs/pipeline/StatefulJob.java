package io.affectstream.jobs.pipeline;

import io.affectstream.features.testing.TestSpeech;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.analyze.BundleChoice;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job whose savepoints are kept from release to release. */
enum StatefulJob {
  AFFECT {

    @Override
    List<String> results() {
      return List.of(Topics.DEFAULT.frames(), Topics.DEFAULT.events());
    }

    /** A bundle that looks at all modalities, so that all have state. */
    @Override
    String setting() {
      return "model.bundle=fusion-1";
    }

    @Override
    StreamExecutionEnvironment on(AffectConfig config, String checkpoints) throws Exception {
      ModelSource models = BundleChoice.of(config.model());
      return AffectJob.on(config, SettingsFactory.of(config, models, models.open()), checkpoints);
    }

    @Override
    boolean isLast(String topic, byte[] value) throws WireException {
      return topic.equals(Topics.DEFAULT.events())
          && WireCodec.of(AffectEvent.class).decode(value).getKind() == EventKind.STREAM_CLOSED;
    }
  },

  TRANSCRIBE {

    @Override
    List<String> results() {
      return List.of(Topics.DEFAULT.transcripts());
    }

    @Override
    String setting() {
      return "speech.models.ko=" + TestSpeech.koreanModel();
    }

    @Override
    StreamExecutionEnvironment on(AffectConfig config, String checkpoints) throws Exception {
      return TranscribeJob.on(config, SettingsFactory.speech(config), checkpoints);
    }

    @Override
    boolean isLast(String topic, byte[] value) throws WireException {
      return topic.equals(Topics.DEFAULT.transcripts())
          && WireCodec.of(Transcript.class).decode(value).getEndOfStream();
    }
  };

  /** Topics of its results. */
  abstract List<String> results();

  /** Name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it runs with. */
  AffectConfig config(String bootstrapServers) throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "kafka.bootstrap-servers=" + bootstrapServers,
            "flink.parallelism=2",
            "flink.checkpoint-interval=300 ms",
            "flink.restart-attempts=0",
            setting()));
  }

  /** One of its own. */
  abstract String setting();

  abstract StreamExecutionEnvironment on(AffectConfig config, String checkpoints) throws Exception;

  /** Whether this result says that its stream is over. */
  abstract boolean isLast(String topic, byte[] value) throws WireException;
}
