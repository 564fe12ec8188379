package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.features.testing.TestSpeech;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.JobConfiguration;
import io.affectstream.jobs.pipeline.KafkaSinks;
import io.affectstream.jobs.pipeline.KafkaSources;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.pipeline.TranscribeJob;
import io.affectstream.jobs.pipeline.TranscribePipeline;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.operators.source.RawRecord;
import io.affectstream.schemas.AudioChunk;
import io.affectstream.schemas.AudioEncoding;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.wire.WireCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The transcription job from Kafka to Kafka on a real model. */
@Timeout(600)
class TranscribeITCase {

  private static final int RATE = TestSpeech.RATE;
  private static final int CHUNK = RATE / 10;
  private static final int SECONDS = 4;

  @TempDir static Path folder;

  private static Path model;
  private static EmbeddedKafka kafka;
  private static EmbeddedFlink flink;
  private static short[] speech;

  @BeforeAll
  static void start() throws Exception {
    model = TestSpeech.koreanModel();
    short[] spoken = TestSpeech.speakKorean("안녕하세요 오늘 날씨가 좋습니다", 170);
    speech = TestSpeech.place(SECONDS * RATE, new int[] {RATE / 5}, List.of(spoken));
    kafka = EmbeddedKafka.start(folder.resolve("kafka"));
    flink = EmbeddedFlink.start(folder.resolve("flink"), config("unused").flink());
  }

  @AfterAll
  static void stop() {
    if (flink != null) {
      flink.close();
    }
    if (kafka != null) {
      kafka.close();
    }
  }

  private static AffectConfig config(String run) throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "kafka.topic-prefix=" + run,
            "kafka.transactional-id-prefix=" + run,
            "speech.models.ko=" + model,
            "speech.stable-after=200 ms",
            "flink.parallelism=2",
            "flink.checkpoint-interval=300 ms",
            "flink.restart-delay=0 ms"));
  }

  private static List<Transcript> run(String name, boolean fail) throws Exception {
    AffectConfig config = config(name);
    try (TopicAdmin topics =
        TopicAdmin.connect(kafka.bootstrapServers(), config.kafka(), config.topics())) {
      topics.create();
    }
    StreamExecutionEnvironment env =
        fail
            ? failing(config, name)
            : TranscribeJob.on(config, SettingsFactory.speech(config), checkpoints());
    RunningJob job = flink.submit(env.getStreamGraph());
    try (Producer producer = new Producer(config)) {
      producer.describe();
      int middle = 22; // of about 30 chunks of speech
      producer.send(0, middle);
      await(config, job, transcripts -> !transcripts.isEmpty());
      producer.send(middle, SECONDS * 10);
      producer.end(SECONDS * 10);
      return await(
          config,
          job,
          transcripts ->
              !transcripts.isEmpty() && transcripts.get(transcripts.size() - 1).getEndOfStream());
    } finally {
      job.cancel(Duration.ofSeconds(60));
    }
  }

  private static String checkpoints() {
    return flink.checkpoints().toUri().toString();
  }

  /** The same job with a source that fails on the first record after a checkpoint. */
  private static StreamExecutionEnvironment failing(AffectConfig config, String name)
      throws IOException {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, checkpoints()));
    TranscribePipeline.Inputs inputs = KafkaSources.speech(env, config.kafka());
    TranscribePipeline.Outputs outputs =
        TranscribePipeline.build(
            new TranscribePipeline.Inputs(
                inputs.streams(),
                inputs
                    .audio()
                    .map(new FailOnce(name), TypeInformation.of(RawRecord.class))
                    .uid("fail-once")),
            SettingsFactory.speech(config),
            config.alignment().idleTimeout());
    KafkaSinks.transcripts(outputs.transcripts(), config.kafka());
    KafkaSinks.deadLetters(outputs.refusals(), config.kafka());
    return env;
  }

  private interface Until {
    boolean reached(List<Transcript> transcripts);
  }

  private static List<Transcript> await(AffectConfig config, RunningJob job, Until until)
      throws Exception {
    WireCodec<Transcript> codec = WireCodec.of(Transcript.class);
    while (true) {
      List<Transcript> transcripts = new ArrayList<>();
      String topic = config.kafka().topicNames().transcripts();
      for (byte[] value : Kcat.readCommitted(kafka.bootstrapServers(), topic)) {
        transcripts.add(codec.decode(value));
      }
      if (until.reached(transcripts)) {
        return transcripts;
      }
      if (job.outcome().isDone()) {
        throw new AssertionError("the job ended early: " + job.outcome().join());
      }
    }
  }

  private static final class Producer implements AutoCloseable {

    private static final byte[] KEY = "call".getBytes(StandardCharsets.UTF_8);

    private final AffectConfig config;
    private final KafkaProducer<byte[], byte[]> producer;

    Producer(AffectConfig config) {
      this.config = config;
      this.producer =
          new KafkaProducer<>(
              Map.of("bootstrap.servers", kafka.bootstrapServers()),
              new ByteArraySerializer(),
              new ByteArraySerializer());
    }

    void describe() throws Exception {
      StreamDescriptor descriptor =
          StreamDescriptor.newBuilder()
              .setStream("call")
              .setModalities(List.of(Modality.VOICE, Modality.WORDS))
              .setLanguage("ko")
              .setRecogniseSpeech(true)
              .build();
      byte[] value = WireCodec.of(StreamDescriptor.class).encode(descriptor);
      producer.send(new ProducerRecord<>(config.kafka().topicNames().streams(), KEY, value)).get();
    }

    void send(int from, int to) throws Exception {
      for (int i = from; i < to; i++) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(speech, i * CHUNK, CHUNK);
        audio(i, bytes, false);
      }
    }

    void end(int sequence) throws Exception {
      audio(sequence, ByteBuffer.allocate(0), true);
    }

    private void audio(int sequence, ByteBuffer data, boolean end) throws Exception {
      AudioChunk chunk =
          new AudioChunk(
              "call",
              (long) sequence,
              sequence * 100_000L,
              RATE,
              1,
              AudioEncoding.PCM_S16LE,
              data,
              end);
      byte[] value = WireCodec.of(AudioChunk.class).encode(chunk);
      producer.send(new ProducerRecord<>(config.kafka().topicNames().audio(), KEY, value)).get();
    }

    @Override
    public void close() {
      producer.close();
    }
  }

  @Test
  void aFailureWithinAnUtteranceChangesNothing() throws Exception {
    List<Transcript> expected = run("whole", false);
    assertThat(expected)
        .anyMatch(transcripts -> transcripts.getFinal$() && !transcripts.getWords().isEmpty());
    assertThat(expected.get(0).getFinal$()).as("an utterance was under way").isFalse();
    List<Transcript> transcripts = run("failing", true);
    assertThat(FailOnce.failed("failing")).isTrue();
    assertThat(transcripts).isEqualTo(expected);
  }
}
