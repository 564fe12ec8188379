package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.collect.Results;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.features.align.Segment;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.rows.LiveRow;
import io.affectstream.features.testing.Crowd;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectPipeline;
import io.affectstream.jobs.pipeline.JobConfiguration;
import io.affectstream.jobs.pipeline.KafkaSinks;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicAdmin;
import io.affectstream.operators.alert.AlertFunction;
import io.affectstream.operators.align.AlignFunction;
import io.affectstream.operators.align.AlignInput;
import io.affectstream.operators.episodes.EpisodesFunction;
import io.affectstream.operators.fuse.FuseFunction;
import io.affectstream.operators.live.LiveFunction;
import io.affectstream.operators.live.LiveFuseFunction;
import io.affectstream.operators.smooth.SmoothFunction;
import io.affectstream.operators.source.Refusal;
import io.affectstream.operators.source.RuleArrival;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Modality;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Sends random streams of faces that appear, leave, grow and cross through the stages from align
 * on, on a cluster and a broker: topic and table contain each frame's rows once, in order of frame
 * and face.
 */
@Timeout(600)
class CrowdITCase {

  private static final int STREAMS = 6;
  private static final int FRAMES = 120;
  private static final long INTERVAL = 40_000;
  private static final int MAX_FACES = 12;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void topicAndTableHoldEveryFaceOnceInOrder(int parallelism) throws Exception {
    Random random = new Random(15);
    Map<String, Crowd> crowds = new LinkedHashMap<>();
    for (int i = 0; i < STREAMS; i++) {
      String stream = "crowd-" + i;
      crowds.put(stream, new Crowd(stream, random, FRAMES, INTERVAL, MAX_FACES));
    }
    assertThat(faceCounts(crowds)).contains(0, MAX_FACES);
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        EmbeddedFlink flink =
            EmbeddedFlink.start(folder.resolve("flink"), config(kafka, parallelism).flink())) {
      AffectConfig config = config(kafka, parallelism);
      try (TopicAdmin topics = TopicAdmin.connect(config.kafka(), config.topics())) {
        topics.create();
      }
      RunningJob job = flink.submit(job(config, flink, inputs(crowds, random)).getStreamGraph());
      Map<String, List<String>> topic = collect(config, new ArrayList<>(crowds.keySet()));
      assertThat(job.outcome().get().end()).isEqualTo(RunningJob.End.FINISHED);
      for (Map.Entry<String, Crowd> crowd : crowds.entrySet()) {
        List<String> rows = topic.get(crowd.getKey());
        assertRows(crowd.getValue(), rows);
        assertThat(table(crowd.getKey())).isEqualTo(rows);
      }
    }
  }

  private AffectConfig config(EmbeddedKafka kafka, int parallelism) throws Exception {
    return ConfigReader.read(
        Optional.empty(),
        List.of(
            "kafka.bootstrap-servers=" + kafka.bootstrapServers(),
            "topics.partitions=2",
            "flink.parallelism=" + parallelism,
            "flink.checkpoint-interval=300 ms",
            "vision.max-faces=" + MAX_FACES));
  }

  private static List<Integer> faceCounts(Map<String, Crowd> crowds) {
    return crowds.values().stream()
        .flatMap(crowd -> crowd.frames().stream())
        .filter(frame -> !frame.end())
        .map(frame -> frame.faces().size())
        .toList();
  }

  /** The streams' parts, each in the output order of the vision stage, interleaved. */
  private static List<AlignInput> inputs(Map<String, Crowd> crowds, Random random) {
    List<AlignInput> inputs = new ArrayList<>();
    List<List<AlignInput>> open = new ArrayList<>();
    crowds.forEach(
        (stream, crowd) -> {
          List<AlignInput> parts = new ArrayList<>();
          parts.add(AlignInput.of(new StreamArrival(stream, List.of(Modality.FACE), "", false)));
          crowd.overtaking().forEach(frame -> parts.add(AlignInput.of(frame, false)));
          open.add(parts);
        });
    while (!open.isEmpty()) {
      List<AlignInput> parts = open.get(random.nextInt(open.size()));
      inputs.add(parts.remove(0));
      if (parts.isEmpty()) {
        open.remove(parts);
      }
    }
    return inputs;
  }

  private StreamExecutionEnvironment job(
      AffectConfig config, EmbeddedFlink flink, List<AlignInput> inputs) throws Exception {
    Path bundle = folder.resolve("bundle");
    ReferenceBundle.assemble(TestData.require("models").getParent(), bundle);
    ModelSource models = ModelSource.at(bundle);
    PipelineSettings settings = SettingsFactory.of(config, models, models.open());
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(
            JobConfiguration.of(config, flink.checkpoints().toUri().toString()));
    DataStream<AlignInput> source =
        env.fromData(inputs, TypeInformation.of(AlignInput.class)).uid("crowds");
    SingleOutputStreamOperator<Segment> segments =
        AlignFunction.attach(
            source,
            settings.alignment(),
            settings.tracking(),
            settings.idleTimeout(),
            settings.streamLagMetrics(),
            settings.liveEvery());
    int halo = settings.alignment().halo();
    SingleOutputStreamOperator<LiveRow> live =
        LiveFunction.attach(
            LiveFuseFunction.attach(
                segments.getSideOutput(AlignFunction.LIVE),
                settings.models(),
                settings.runtime(),
                halo),
            settings.smoothing(),
            settings.episodes(),
            settings.tracking().maxGapMicros());
    SingleOutputStreamOperator<DecidedRow> rows =
        SmoothFunction.attach(
            FuseFunction.attach(segments, settings.models(), settings.runtime(), halo),
            live,
            settings.smoothing(),
            settings.tracking().maxGapMicros(),
            settings.bundle().thresholds());
    DataStream<RuleArrival> rules =
        env.fromSequence(0, 0)
            .uid("number")
            .flatMap((Long number, Collector<RuleArrival> out) -> {})
            .returns(TypeInformation.of(RuleArrival.class))
            .uid("no-rules");
    KafkaSinks.attach(
        new AffectPipeline.Outputs(
            rows,
            EpisodesFunction.attach(rows, settings.episodes()),
            AlertFunction.attach(rows, rules, List.of()),
            segments.getSideOutput(Refusal.TAG),
            live,
            rows.getSideOutput(SmoothFunction.VERDICTS),
            AlertFunction.attachEarly(live, rules, List.of()),
            null,
            null),
        config.kafka(),
        settings.bundle());
    return env;
  }

  /** Frame and face of each row of the topic, by stream. */
  private Map<String, List<String>> collect(AffectConfig config, List<String> streams)
      throws Exception {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void frame(AffectFrame frame) {
            rows.computeIfAbsent(frame.getStream(), unused -> new ArrayList<>())
                .add(frame.getFrame() + " " + frame.getFace());
          }
        };
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(config.kafka()),
            streams,
            Files.createDirectories(folder.resolve("out")),
            Files.createDirectories(folder.resolve("scratch")),
            listener,
            System::nanoTime)) {
      Results results = collector.collect(Duration.ofMinutes(2));
      assertThat(results.unfinished()).isEmpty();
      assertThat(results.deadLetters()).isEmpty();
    }
    return rows;
  }

  private List<String> table(String stream) throws Exception {
    return Files.readAllLines(folder.resolve("out").resolve(stream + ".frames.csv")).stream()
        .skip(1)
        .map(line -> line.split(",")[0] + " " + line.split(",")[2])
        .toList();
  }

  private static void assertRows(Crowd crowd, List<String> rows) {
    List<Integer> perFrame = crowd.rowsPerFrame();
    int next = 0;
    for (int frame = 0; frame < perFrame.size(); frame++) {
      List<Integer> ids = new ArrayList<>();
      for (String row : rows.subList(next, next + perFrame.get(frame))) {
        assertThat(row).startsWith(frame + " ");
        ids.add(Integer.parseInt(row.substring(row.indexOf(' ') + 1)));
      }
      assertThat(ids).isSorted().doesNotHaveDuplicates();
      next += perFrame.get(frame);
    }
    assertThat(rows).hasSize(next);
  }
}
