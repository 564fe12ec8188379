package io.affectstream.app.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.app.pipeline.LiveResults.Row;
import io.affectstream.app.pipeline.RecordedStreams.Recorded;
import io.affectstream.features.rows.DecidedRow;
import io.affectstream.features.smoothing.CausalSmoother;
import io.affectstream.features.smoothing.SmootherState;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.stream.Stage;
import io.affectstream.inference.stream.StageListener;
import io.affectstream.inference.stream.StreamPipeline;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.ingest.media.MediaSource;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.Topics;
import io.affectstream.schemas.wire.WireCodec;
import java.nio.file.Path;
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
 * Provisional rows beside final ones: final rows are equal to the byte with and without them, also
 * after a failure; provisional rows say what their past says.
 */
@Timeout(600)
class LiveITCase {

  private static final List<Expression> CLASSES = List.of(Expression.values());
  private static final String STREAM = "talk";
  private static final String FACE = "model.bundle=face-3";
  private static final String FUSION = "model.bundle=fusion-4";

  @TempDir static Path folder;

  private static PlayedJobs jobs;
  private static List<Recorded> records;
  private static LiveResults off;
  private static LiveResults on;

  @BeforeAll
  static void start() throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 2));
    Path clip = DemoClip.write(folder.resolve("clip"), script).video();
    List<StreamPlan> plans = new ArrayList<>();
    for (String stream : List.of(STREAM, "again")) {
      plans.add(StreamPlan.of(stream, MediaSource.parse(clip.toString()).get(0)));
    }
    records = RecordedStreams.of(plans).asSent();
    jobs = PlayedJobs.start(folder);
    off = run("off", records, false, "live.enabled=false", FACE);
    on = run("on", records, false, FACE);
  }

  @AfterAll
  static void stop() {
    if (jobs != null) {
      jobs.close();
    }
  }

  private static LiveResults run(
      String name, List<Recorded> input, boolean fail, String... settings) throws Exception {
    AffectConfig config = jobs.config(name, settings);
    long streams = input.stream().map(Recorded::stream).distinct().count();
    return jobs.run(
        config,
        BundleChoice.of(config.model()),
        input,
        fail ? Optional.of(name) : Optional.empty(),
        job -> LiveResults.collect(config, (int) streams, job));
  }

  @Test
  void finalRowsAndEventsAreTheSameToTheByte() {
    assertThat(off.frames()).hasSize(2);
    assertThat(on.frames()).isEqualTo(off.frames());
    assertThat(on.events()).isEqualTo(off.events());
    assertThat(off.live()).isEmpty();
    assertThat(off.headers()).isEmpty();
  }

  @Test
  void aTaskThatFailsChangesNoFinalRowAndLosesNoProvisionalOne() throws Exception {
    LiveResults failed = run("failed", records, true, FACE);
    assertThat(FailOnce.failed("failed")).isTrue();
    assertThat(failed.frames()).isEqualTo(off.frames());
    assertThat(failed.events()).isEqualTo(off.events());
    assertThat(failed.live().stream().map(Row::of).distinct())
        .containsExactlyInAnyOrderElementsOf(on.live().stream().map(Row::of).toList());
  }

  @Test
  void thereIsOneProvisionalRowPerFrameAndFaceInOrder() {
    assertThat(on.live()).hasSameSizeAs(on.finals()).hasSizeGreaterThan(200);
    for (String stream : List.of(STREAM, "again")) {
      List<Row> rows = on.live().stream().map(Row::of).filter(r -> r.in(stream)).toList();
      assertThat(rows)
          .isEqualTo(on.finals().stream().map(Row::of).filter(r -> r.in(stream)).toList());
    }
    assertThat(on.live()).allMatch(row -> row.getFinality() == Finality.PROVISIONAL);
    assertThat(on.finals()).allMatch(row -> row.getFinality() == Finality.FINAL);
  }

  /** This bundle predicts each face alone, so only the filter and the coverage differ. */
  @Test
  void aProvisionalRowSaysWhatItsPastSays() {
    CausalSmoother filter = new CausalSmoother(SmoothingConfig.DEFAULT);
    Map<String, SmootherState> faces = new HashMap<>();
    Map<Row, AffectFrame> finals = new HashMap<>();
    on.finals().forEach(row -> finals.put(Row.of(row), row));
    for (AffectFrame row : on.live()) {
      AffectFrame last = finals.get(Row.of(row));
      assertThat(row.getReason()).isEqualTo(last.getReason());
      assertThat(row.getExpression()).isEqualTo(last.getExpression());
      assertThat(row.getProbabilities()).isEqualTo(last.getProbabilities());
      assertThat(row.getActionUnits()).isEqualTo(last.getActionUnits());
      assertThat(row.getBox()).isEqualTo(last.getBox());
      if (row.getReason() == Reason.MEASURED) {
        SmootherState state =
            faces.computeIfAbsent(row.getStream() + row.getFace(), face -> new SmootherState());
        int label = filter.push(state, CLASSES.indexOf(row.getExpression()));
        assertThat(row.getSmoothed()).isEqualTo(CLASSES.get(label));
      }
    }
  }

  @Test
  void aFinalRowHasTheProvisionalLabelInItsHeader() {
    Map<Row, String> labels = new HashMap<>();
    for (AffectFrame row : on.live()) {
      if (row.getSmoothed() != null) {
        labels.put(Row.of(row), row.getSmoothed().name());
      }
    }
    assertThat(on.headers()).isNotEmpty();
    on.headers().forEach((row, label) -> assertThat(label).isEqualTo(labels.get(row)));
  }

  @Test
  void everyEarlyEpisodeIsConfirmedOrWithdrawnOnce() {
    List<String> opened = new ArrayList<>();
    List<String> judged = new ArrayList<>();
    for (AffectEvent event : on.liveEvents()) {
      String episode = event.getStream() + "/" + event.getEpisode();
      assertThat(event.getFinality()).isEqualTo(Finality.PROVISIONAL);
      if (event.getKind() == EventKind.EPISODE_OPENED) {
        opened.add(episode);
      } else {
        assertThat(event.getKind()).isIn(EventKind.EPISODE_CONFIRMED, EventKind.EPISODE_WITHDRAWN);
        judged.add(episode);
      }
    }
    assertThat(opened).isNotEmpty().doesNotHaveDuplicates();
    assertThat(judged).containsExactlyInAnyOrderElementsOf(opened);
  }

  /** Images alone, so that the past is complete when a frame is measured. */
  @Test
  void aFusionBundlePredictsTheRowOfAStreamThatEndsWithIt() throws Exception {
    List<Recorded> images = imagesAlone();
    LiveResults without = run("fusion-off", images, false, "live.enabled=false", FUSION);
    LiveResults with = run("fusion-on", images, false, FUSION);
    assertThat(with.frames()).isEqualTo(without.frames());
    assertThat(with.events()).isEqualTo(without.events());
    assertThat(with.live().stream().map(AffectFrame::getFrame))
        .as("in order, though a slow machine may drop some")
        .isSorted()
        .hasSizeGreaterThan(10);
    List<AffectFrame> measured =
        with.live().stream().filter(row -> row.getReason() == Reason.MEASURED).toList();
    for (int i : new int[] {0, measured.size() / 2, measured.size() - 1}) {
      AffectFrame row = measured.get(i);
      float[] expected = endingWith(row.getFrame(), row.getFace());
      assertThat(row.getProbabilities()).hasSize(expected.length);
      for (int c = 0; c < expected.length; c++) {
        assertThat(row.getProbabilities().get(c))
            .as("frame %d, class %d", row.getFrame(), c)
            .isCloseTo(expected[c], within(1e-5f));
      }
    }
  }

  private static List<Recorded> imagesAlone() throws Exception {
    WireCodec<StreamDescriptor> codec = WireCodec.of(StreamDescriptor.class);
    List<Recorded> images = new ArrayList<>();
    for (Recorded record : records) {
      String topic = record.topic().apply(Topics.DEFAULT);
      if (record.stream().equals(STREAM) && topic.equals(Topics.DEFAULT.video())) {
        images.add(record);
      } else if (record.stream().equals(STREAM) && topic.equals(Topics.DEFAULT.streams())) {
        StreamDescriptor descriptor =
            StreamDescriptor.newBuilder(codec.decode(record.value()))
                .setModalities(List.of(Modality.FACE))
                .build();
        images.add(new Recorded(record.topic(), STREAM, codec.encode(descriptor)));
      }
    }
    return images;
  }

  /** The final probabilities of the last frame of the stream cut after it. */
  private static float[] endingWith(long frame, int face) throws Exception {
    AffectConfig config = jobs.config("reference", FUSION);
    ModelSource models = BundleChoice.of(config.model());
    PipelineSettings settings = SettingsFactory.of(config, models, models.open());
    List<DecidedRow> rows = new ArrayList<>();
    WireCodec<VideoFrame> codec = WireCodec.of(VideoFrame.class);
    StageListener nothing =
        new StageListener() {
          @Override
          public void began(Stage stage) {}

          @Override
          public void ended(Stage stage) {}
        };
    try (ModelRuntime.Lease lease = ModelRuntime.lease(models, settings.runtime());
        StreamPipeline pipeline =
            new StreamPipeline(
                lease.runtime(), settings.stream(), nothing, rows::add, event -> {})) {
      pipeline.records().expect(List.of(Modality.FACE));
      for (Recorded record : imagesAlone()) {
        if (record.topic().apply(Topics.DEFAULT).equals(Topics.DEFAULT.video())) {
          VideoFrame image = codec.decode(record.value());
          if (image.getSequence() <= frame || image.getEndOfStream()) {
            pipeline.records().video(image);
          }
        }
      }
    }
    return rows.stream()
        .map(DecidedRow::row)
        .filter(row -> row.frame() == frame && row.face() == face)
        .findFirst()
        .orElseThrow()
        .expression();
  }
}
