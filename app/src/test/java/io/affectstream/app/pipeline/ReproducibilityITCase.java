package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.pipeline.RecordedStreams.Recorded;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.ingest.transcript.TranscriptFile;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.GridSpec;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same records yield the same files, byte for byte, for any parallelism, batches, segments and
 * reading order of the topics, and after a failure. The bundle has a halo of 60 steps, so that
 * coverage reflects the alignment.
 */
@Timeout(600)
class ReproducibilityITCase {

  private static final int HALO = 60;

  @TempDir static Path folder;

  private static PlayedJobs jobs;
  private static ModelSource models;
  private static List<StreamPlan> plans;
  private static RecordedStreams recorded;
  private static Map<String, byte[]> expected;

  @BeforeAll
  static void start() throws Exception {
    models = ModelSource.at(bundleWithContext());
    plans =
        List.of(
            plan("id2_vcd_swwp2s.mpg")
                .withWords(TranscriptFile.read(TestData.require("media/swwp2s.align"))),
            plan("lbax4n.mpg"),
            plan("pyfeat_face_noface.mov"));
    recorded = RecordedStreams.of(plans);
    jobs = PlayedJobs.start(folder);
    expected = run("base", recorded.asSent(), false);
  }

  @AfterAll
  static void stop() {
    if (jobs != null) {
      jobs.close();
    }
  }

  private static StreamPlan plan(String clip) throws Exception {
    String path = TestData.require("media/" + clip).toString();
    return StreamPlan.of(clip.replaceAll("\\..*", ""), MediaSource.parse(path).get(0));
  }

  private static Path bundleWithContext() throws Exception {
    Path data = TestData.require("models").getParent();
    ModelBundle reference = ReferenceBundle.assemble(data, folder.resolve("reference"));
    Manifest m = reference.manifest();
    GridSpec grid = new GridSpec(m.grid().stepsPerSecond(), HALO, m.grid().segment());
    Manifest wide =
        new Manifest(
            m.format(),
            "reference-with-context",
            m.description(),
            m.licence(),
            m.files(),
            grid,
            m.detector(),
            m.face(),
            m.audio(),
            m.words(),
            m.fusion(),
            m.heads(),
            m.provenance());
    Map<String, Path> files = new HashMap<>();
    m.files().keySet().forEach(name -> files.put(name, folder.resolve("reference").resolve(name)));
    Path out = folder.resolve("bundle");
    BundleAssembler.assemble(wide, files, out);
    return out;
  }

  private static Map<String, byte[]> run(
      String name, List<Recorded> records, boolean fail, String... settings) throws Exception {
    AffectConfig config = jobs.config(name, settings);
    return jobs.run(
        config,
        models,
        records,
        fail ? Optional.of(name) : Optional.empty(),
        job -> collect(config, name));
  }

  private static Map<String, byte[]> collect(AffectConfig config, String name) throws Exception {
    Path out = Files.createDirectories(folder.resolve("out-" + name));
    Path scratch = Files.createDirectories(folder.resolve("scratch-" + name));
    List<String> streams = plans.stream().map(StreamPlan::stream).toList();
    try (OutputCollector collector =
        OutputCollector.create(
            OutputRecords.open(config.kafka()),
            streams,
            out,
            scratch,
            new CollectorListener() {},
            System::nanoTime)) {
      assertThat(collector.collect(Duration.ofMinutes(3)).deadLetters()).isEmpty();
    }
    return files(out);
  }

  private static Map<String, byte[]> files(Path out) throws Exception {
    Map<String, byte[]> files = new HashMap<>();
    for (String stream : plans.stream().map(StreamPlan::stream).toList()) {
      files.put(stream, Files.readAllBytes(out.resolve(stream + ".frames.csv")));
    }
    files.put("events", Files.readAllBytes(out.resolve("events.jsonl")));
    return files;
  }

  private static void assertSame(Map<String, byte[]> actual) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (file, bytes) ->
            assertThat(new String(actual.get(file), StandardCharsets.UTF_8))
                .as(file)
                .isEqualTo(new String(bytes, StandardCharsets.UTF_8)));
  }

  @Test
  void theExpectedFilesShowWordsVoiceAndFaces() {
    String csv = new String(expected.get("id2_vcd_swwp2s"), StandardCharsets.UTF_8);
    assertThat(csv.lines()).hasSize(76);
    assertThat(csv.lines().skip(1)).allMatch(row -> row.contains("MEASURED"));
    assertThat(csv.lines().skip(40).findFirst().orElseThrow())
        .as("words cover part of the window")
        .doesNotContain(",0.000000,MEASURED");
  }

  @Test
  void theStagesWithoutKafkaAndFlink() throws Exception {
    Path out = Files.createDirectories(folder.resolve("out-plain"));
    PipelineSettings settings = SettingsFactory.of(jobs.config("plain"), models, models.open());
    try (ModelRuntime.Lease lease = ModelRuntime.lease(models, settings.runtime())) {
      PlainRun.write(plans, lease.runtime(), settings, out);
    }
    assertSame(files(out));
  }

  @Test
  void oneInstanceAndBatchesOfOne() throws Exception {
    assertSame(
        run(
            "single",
            recorded.asSent(),
            false,
            "flink.parallelism=1",
            "batching.max-rows=1",
            "model.sessions=1"));
  }

  /** Other key groups assign the blocks of frames to other instances. */
  @Test
  void blocksOfFramesOnOtherInstances() throws Exception {
    assertSame(
        run(
            "blocks",
            recorded.asSent(),
            false,
            "flink.max-parallelism=6",
            "flink.parallelism=2",
            "vision.in-flight=1",
            "flink.state-backend=rocksdb"));
  }

  @Test
  void topicsInterleavedInAnyWay() throws Exception {
    assertSame(run("shuffled", recorded.shuffled(7), false, "batching.max-rows=16"));
    assertSame(run("videolast", recorded.videoLast(), false));
  }

  @Test
  void segmentsOfAnotherSize() throws Exception {
    assertSame(run("segments", recorded.asSent(), false, "alignment.segment=4"));
  }

  @Test
  void aTaskThatFailsAfterACheckpoint() throws Exception {
    assertSame(run("failing", recorded.asSent(), true));
    assertThat(FailOnce.failed("failing")).isTrue();
    List<String> seen = new ArrayList<>();
    WireCodec<AffectFrame> codec = WireCodec.of(AffectFrame.class);
    for (byte[] value : jobs.frames(jobs.config("failing"))) {
      AffectFrame frame = codec.decode(value);
      seen.add(frame.getStream() + "/" + frame.getFrame() + "/" + frame.getFace());
    }
    long rows =
        expected.entrySet().stream()
            .filter(file -> !file.getKey().equals("events"))
            .mapToLong(
                file -> new String(file.getValue(), StandardCharsets.UTF_8).lines().count() - 1)
            .sum();
    assertThat(seen).doesNotHaveDuplicates().hasSize((int) rows);
  }
}
