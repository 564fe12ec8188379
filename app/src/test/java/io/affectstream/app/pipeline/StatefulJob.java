package io.affectstream.app.pipeline;

import io.affectstream.features.testing.TestSpeech;
import io.affectstream.inference.ModelSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.pipeline.TranscribeJob;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A job whose savepoints are kept from release to release. */
enum StatefulJob {
  AFFECT {

    @Override
    List<String> results() {
      return List.of(Topics.DEFAULT.frames(), Topics.DEFAULT.events());
    }

    /** A bundle that uses all modalities, so that all have state. */
    @Override
    String setting() {
      return "model.bundle=fusion-4";
    }

    @Override
    StreamExecutionEnvironment on(AffectConfig config, String checkpoints) throws Exception {
      ModelSource models = BundleChoice.of(config.model());
      return AffectJob.on(config, SettingsFactory.of(config, models, models.open()), checkpoints);
    }

    @Override
    SpecificRecord read(String topic, byte[] value) throws WireException {
      return topic.equals(Topics.DEFAULT.events())
          ? WireCodec.of(AffectEvent.class).decode(value)
          : WireCodec.of(AffectFrame.class).decode(value);
    }

    @Override
    boolean isLast(SpecificRecord result) {
      return result instanceof AffectEvent event && event.getKind() == EventKind.STREAM_CLOSED;
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
    SpecificRecord read(String topic, byte[] value) throws WireException {
      return WireCodec.of(Transcript.class).decode(value);
    }

    @Override
    boolean isLast(SpecificRecord result) {
      return result instanceof Transcript transcript && transcript.getEndOfStream();
    }
  };

  /** Topics of its results. */
  abstract List<String> results();

  /** Name of its folder. */
  String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its settings; skips the calling test if a model is missing. */
  AffectConfig config() throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "flink.parallelism=2",
            "flink.checkpoint-interval=300 ms",
            "flink.restart-attempts=0",
            setting()));
  }

  /** The default instance. */
  abstract String setting();

  abstract StreamExecutionEnvironment on(AffectConfig config, String checkpoints) throws Exception;

  /** A result of one of its topics. */
  abstract SpecificRecord read(String topic, byte[] value) throws WireException;

  /** Whether this result closes its stream. */
  abstract boolean isLast(SpecificRecord result);
}
