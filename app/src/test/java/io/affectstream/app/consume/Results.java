package io.affectstream.app.consume;

import io.affectstream.app.collect.OutputHandler;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.embedded.EmbeddedFlink;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.inference.ModelSource;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoScript;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.ConfigReader;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.BundleChoice;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Topics with the job's results for a clip: the stream {@code talk}, closed. */
final class Results implements OutputHandler, AutoCloseable {

  private static final Duration WAIT = Duration.ofMillis(200);
  private static final Duration LIMIT = Duration.ofMinutes(4);

  private final EmbeddedKafka kafka;
  private final Path clip;
  private final List<AffectFrame> frames = new ArrayList<>();
  private final List<AffectEvent> events = new ArrayList<>();

  /** A broker without topics, and a clip. */
  Results(Path folder) throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 3));
    Path video = DemoClip.write(folder.resolve("clip"), script).video();
    clip = Files.move(video, folder.resolve("talk.mp4"));
    kafka = EmbeddedKafka.start(folder.resolve("kafka"));
  }

  String broker() {
    return kafka.bootstrapServers();
  }

  Path clip() {
    return clip;
  }

  List<AffectFrame> frames() {
    return frames;
  }

  List<AffectEvent> events() {
    return events;
  }

  /** Runs the job until the stream is closed. */
  void fill(Path folder, String... settings) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "kafka.bootstrap-servers=" + broker(),
                "flink.parallelism=1",
                "flink.checkpoint-interval=500 ms",
                "vision.speaking=off")); // the mouth of the clip does not move
    all.addAll(List.of(settings));
    AffectConfig config = ConfigReader.read(Optional.empty(), all);
    ModelSource models = BundleChoice.of(config.model());
    try (EmbeddedFlink flink = EmbeddedFlink.start(folder, config.flink());
        OutputRecords records = OutputRecords.open(config.kafka())) {
      RunningJob job =
          flink.submit(
              AffectJob.on(
                      config,
                      SettingsFactory.of(config, models, models.open()),
                      flink.checkpoints().toUri().toString())
                  .getStreamGraph());
      long end = System.nanoTime() + LIMIT.toNanos();
      while (!complete()) {
        if (job.outcome().isDone() || System.nanoTime() > end) {
          throw new AssertionError("the stream was not closed: " + job.lastFailure());
        }
        records.poll(WAIT, this);
      }
      job.cancel(Duration.ofSeconds(30));
    }
  }

  private boolean complete() {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.STREAM_CLOSED)
        .anyMatch(event -> event.getFrames() == frames.size());
  }

  /** Expected lines of every example. */
  List<String> episodes() {
    return events.stream()
        .filter(event -> event.getKind() == EventKind.EPISODE_CLOSED)
        .filter(event -> event.getExpression() != null)
        .map(
            event ->
                "talk face %d: %s from %d to %d us"
                    .formatted(
                        event.getFace(),
                        event.getExpression(),
                        event.getOnset(),
                        event.getOffset()))
        .toList();
  }

  @Override
  public void frame(AffectFrame frame) {
    frames.add(frame);
  }

  @Override
  public void event(AffectEvent event) {
    events.add(event);
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    throw new AssertionError(letter.toString());
  }

  @Override
  public void close() {
    kafka.close();
  }
}
