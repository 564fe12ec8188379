package io.affectstream.operators.align;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.operators.source.StreamArrival;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.reflect.Field;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionGraphTestUtils;
import org.apache.flink.runtime.metrics.MetricRegistryImpl;
import org.apache.flink.runtime.metrics.MetricRegistryTestUtils;
import org.apache.flink.runtime.metrics.ReporterSetupBuilder;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metrics of the stage in Prometheus format. */
class StreamLagTest {

  private static final AlignmentConfig CONFIG = AlignmentConfig.strict(30, 6, 5);
  private static final long SECOND = 1_000_000;
  private static final Pattern OWN =
      Pattern.compile(
          "flink_taskmanager_job_task_operator_alignment_stream_lagMillis\\{.*stream=\"([^\"]*)\".*}"
              + " (.*)");
  private static final Pattern COVERAGE =
      Pattern.compile(
          "flink_taskmanager_job_task_operator_alignment_stream_([a-z]+)Coverage\\{.*} (.*)");
  private static final Pattern WORST =
      Pattern.compile(
          "flink_taskmanager_job_task_operator_(streamLagMillis|openStreams)\\{.*} (.*)");

  private URI address;
  private MetricRegistryImpl registry;
  private TaskMetricGroup task;

  @BeforeEach
  void open() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    MetricConfig config = new MetricConfig();
    config.setProperty("port", Integer.toString(port));
    address = URI.create("http://127.0.0.1:" + port + "/metrics");
    registry =
        new MetricRegistryImpl(
            MetricRegistryTestUtils.defaultMetricRegistryConfiguration(),
            List.of(
                ReporterSetupBuilder.METRIC_SETUP_BUILDER.forReporter(
                    "prometheus", new PrometheusReporterFactory().createMetricReporter(config))));
    task =
        TaskManagerMetricGroup.createTaskManagerMetricGroup(
                registry, "localhost", ResourceID.generate())
            .addJob(new JobID(), "affect")
            .addTask(ExecutionGraphTestUtils.createExecutionAttemptId(), "align");
  }

  @AfterEach
  void close() {
    registry.closeAsync().join();
  }

  private Map<String, Double> scrape(Pattern pattern) throws Exception {
    Map<String, Double> values = new TreeMap<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(address.toURL().openStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.matches()) {
          values.put(matcher.group(1), Double.valueOf(matcher.group(2)));
        }
      }
    }
    return values;
  }

  private KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness(int most)
      throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new KeyedProcessOperator<>(
                new AlignFunction(CONFIG, TrackerConfig.DEFAULT, Duration.ofMinutes(2), most, 0)),
            AlignInput::stream,
            Types.STRING,
            MockEnvironment.builder().setMetricGroup(task).build());
    harness.getStreamConfig().setOperatorName("align"); // a label
    return harness;
  }

  private static StreamRecord<AlignInput> descriptor(String stream) {
    return new StreamRecord<>(
        AlignInput.of(
            new StreamArrival(stream, List.of(Modality.FACE, Modality.VOICE), "", false)));
  }

  private static StreamRecord<AlignInput> frame(String stream, long ordinal, long seconds) {
    return new StreamRecord<>(
        AlignInput.of(
            new FaceFrame(
                stream,
                ordinal,
                ordinal,
                seconds * SECOND,
                40_000,
                Reason.NO_FACE,
                List.of(),
                false),
            false));
  }

  private static StreamRecord<AlignInput> endOfFrames(String stream, long ordinal) {
    return new StreamRecord<>(
        AlignInput.of(
            new FaceFrame(stream, ordinal, ordinal, 0, 0, Reason.NO_INPUT, List.of(), true),
            false));
  }

  private static StreamRecord<AlignInput> endOfVoice(String stream) {
    return new StreamRecord<>(
        AlignInput.of(
            new VoiceSteps(stream, new long[0], new float[0][], Long.MAX_VALUE, true), false));
  }

  @Test
  void aStreamHasAGaugeOfItsOwnWhileItIsOpen() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness(2)) {
      harness.open();
      assertThat(scrape(OWN)).isEmpty();
      for (String stream : List.of("a", "b", "c")) {
        harness.processElement(descriptor(stream));
        harness.processElement(frame(stream, 0, 10));
      }
      harness.processElement(frame("a", 1, 12));
      harness.processElement(frame("c", 1, 15));
      assertThat(scrape(OWN)).isEqualTo(Map.of("a", 2000.0, "b", 0.0));
      assertThat(scrape(WORST)).isEqualTo(Map.of("openStreams", 3.0, "streamLagMillis", 5000.0));

      harness.processElement(endOfVoice("a"));
      harness.processElement(endOfFrames("a", 2));
      assertThat(scrape(OWN)).isEqualTo(Map.of("b", 0.0));
      harness.processElement(frame("c", 2, 16));
      assertThat(scrape(OWN)).isEqualTo(Map.of("b", 0.0, "c", 6000.0));
      harness.processElement(endOfVoice("c"));
      assertThat(scrape(OWN)).as("what ended is not waited for").containsEntry("c", 0.0);
      harness.processElement(endOfFrames("c", 3));
      assertThat(scrape(OWN).keySet()).containsExactly("b");
      assertThat(scrape(WORST)).containsEntry("openStreams", 1.0);
    }
  }

  @Test
  void aStreamThatFellSilentOrNeverBeganLosesItsGauge() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness(9)) {
      harness.open();
      harness.processElement(descriptor("silent"));
      harness.processElement(frame("silent", 0, 10));
      harness.processElement(descriptor("never"));
      assertThat(scrape(OWN).keySet()).containsExactly("never", "silent");
      StreamRecord<AlignInput> silence = endOfFrames("silent", 1);
      harness.processElement(new StreamRecord<>(AlignInput.of(silence.getValue().faces(), true)));
      harness.processElement(endOfVoice("silent"));
      assertThat(scrape(OWN).keySet()).containsExactly("never");
      harness.setProcessingTime(Duration.ofHours(25).toMillis());
      assertThat(scrape(OWN)).isEmpty();
      assertThat(scrape(WORST)).containsEntry("openStreams", 0.0);
    }
  }

  /** Every second step has voice. */
  private static StreamRecord<AlignInput> voice(String stream, int from, int to) {
    long[] steps = IntStream.range(from, to).filter(i -> i % 2 == 0).asLongStream().toArray();
    float[][] features = new float[steps.length][42];
    return new StreamRecord<>(
        AlignInput.of(new VoiceSteps(stream, steps, features, SECOND * to / 30, false), false));
  }

  private static double spoken(Segment segment) {
    return (double) Arrays.stream(segment.voice()).filter(step -> step.length > 0).count()
        / segment.voice().length;
  }

  @Test
  void coverageIsThatOfTheLastSegment() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness(1)) {
      harness.open();
      harness.processElement(
          new StreamRecord<>(
              AlignInput.of(new StreamArrival("a", List.of(Modality.VOICE), "", false))));
      harness.processElement(voice("a", 0, 30));
      List<Segment> segments = harness.extractOutputValues();
      assertThat(segments).isNotEmpty();
      Segment last = segments.get(segments.size() - 1);
      assertThat(spoken(last)).isPositive();
      assertThat(scrape(COVERAGE))
          .containsEntry("face", 0.0)
          .containsEntry("words", 0.0)
          .hasEntrySatisfying(
              "voice", value -> assertThat(value).isCloseTo(spoken(last), within(1e-9)));
    }
  }

  @Test
  void withNoneAllowedOnlyTheWorstIsOffered() throws Exception {
    try (KeyedOneInputStreamOperatorTestHarness<String, AlignInput, Segment> harness = harness(0)) {
      harness.open();
      harness.processElement(descriptor("a"));
      harness.processElement(frame("a", 0, 10));
      assertThat(scrape(OWN)).isEmpty();
      assertThat(scrape(WORST)).containsEntry("openStreams", 1.0);
    }
  }

  @Test
  void streamsWithoutEndLeaveNothingBehind() throws Exception {
    MetricGroup operator = task.getOrAddOperator("align");
    StreamGauges gauges = new StreamGauges(operator, 3);
    StreamFigures figures = new StreamFigures();
    figures.lags(7);
    gauges.offer("stays", figures);
    for (int i = 0; i < 2 * StreamGauges.MAX_LEFT + 500; i++) {
      gauges.offer("s" + i, new StreamFigures());
      gauges.remove("s" + i);
    }
    assertThat(scrape(OWN)).isEqualTo(Map.of("stays", 7.0));
    assertThat(entries(operator)).isBetween(500, StreamGauges.MAX_LEFT + 5);
    gauges.remove("stays");
    assertThat(scrape(OWN)).isEmpty();
  }

  /** Subgroups of a group, including closed ones, that Flink keeps in memory. */
  private static int entries(MetricGroup group) throws Exception {
    Field field = AbstractMetricGroup.class.getDeclaredField("groups");
    field.setAccessible(true);
    int entries = 0;
    for (Object below : ((Map<?, ?>) field.get(group)).values()) {
      entries += 1 + entries((MetricGroup) below);
    }
    return entries;
  }
}
