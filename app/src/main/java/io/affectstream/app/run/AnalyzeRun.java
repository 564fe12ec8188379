package io.affectstream.app.run;

import io.affectstream.app.collect.CollectException;
import io.affectstream.app.collect.CollectorListener;
import io.affectstream.app.collect.OutputCollector;
import io.affectstream.app.collect.OutputRecords;
import io.affectstream.app.collect.Results;
import io.affectstream.app.embedded.Checkpoints;
import io.affectstream.app.embedded.LocalBroker;
import io.affectstream.app.embedded.LocalRun;
import io.affectstream.app.embedded.RunningJob;
import io.affectstream.app.embedded.WorkFolder;
import io.affectstream.app.embedded.WorkOrigin;
import io.affectstream.app.playback.MediaProgress;
import io.affectstream.console.ConsoleServer;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.ingest.StreamPlan;
import io.affectstream.jobs.alerts.RuleTopic;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.pipeline.AffectJob;
import io.affectstream.jobs.pipeline.PipelineSettings;
import io.affectstream.jobs.pipeline.SettingsFactory;
import io.affectstream.jobs.topics.TopicException;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.terminal.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * One run of {@code analyze}: broker (unless there is one), cluster, topics, job; every source
 * played into the topics while the job runs; results collected until every stream is closed. All
 * data is in the work folder, so that a stopped or killed run is continued by the next one with the
 * same inputs; with other inputs, the next run starts from the beginning.
 */
public final class AnalyzeRun {

  /** Without any result for this long a run fails; a very slow machine may need more. */
  private static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("affect.patience.seconds", 300));

  private static final int FEW_RESTARTS = 3;

  private final AnalyzeArguments arguments;
  private final ModelSource models;
  private final CollectorListener follower;

  /**
   * A run with the bundle at {@code models}; {@code follower} is notified of every row and poll.
   */
  public AnalyzeRun(AnalyzeArguments arguments, ModelSource models, CollectorListener follower) {
    this.arguments = arguments;
    this.models = models;
    this.follower = follower;
  }

  /**
   * Runs to the end. An interrupt stops cleanly and keeps the work folder for a later run.
   *
   * @throws BundleException if the bundle is refused
   * @throws TopicException if topics cannot be created
   * @throws CollectException if results stop arriving
   * @throws IOException if the broker, the cluster or the job fails
   */
  public AnalyzeOutcome run(Progress progress)
      throws BundleException, TopicException, CollectException, IOException, InterruptedException {
    ModelBundle bundle = models.open();
    BundleInputs inputs = new BundleInputs(bundle);
    try (Players players = Players.open(arguments.plans(), inputs, progress)) {
      begin(bundle, progress);
      return run(players, bundle, progress);
    }
  }

  /** Continues only a run with the same inputs; another would mix its results with these. */
  private void begin(ModelBundle bundle, Progress progress) throws IOException {
    List<String> differences =
        arguments
            .work()
            .begin(RunInputs.of(arguments.plans(), arguments.config(), bundle, arguments.rules()));
    if (!differences.isEmpty()) {
      progress.note(
          "starts anew; the run that was stopped differs: " + WorkOrigin.text(differences));
    }
  }

  private AnalyzeOutcome run(Players players, ModelBundle bundle, Progress progress)
      throws BundleException, TopicException, CollectException, IOException, InterruptedException {
    WorkFolder work = arguments.work();
    AffectConfig given = arguments.config().withoutLive();
    try (LocalRun local = LocalRun.start(work, given, () -> LocalBroker.of(given, work))) {
      progress.note("Flink web interface: " + local.webAddress());
      AffectConfig config = withFewRestarts(local.config());
      if (arguments.rules().isPresent()) {
        arguments.rules().get().publish(config.kafka());
      }
      RunningJob job = submit(local, config, bundle, progress);
      try (players;
          ConsoleServer watch = watch(config, progress)) {
        players.start(
            config,
            new MediaProgress(
                progress.stage("ingest", Progress.MEDIA, OptionalLong.empty()),
                players.playable().size()));
        Results results = collect(config, job, players, progress);
        local.deleteTopics();
        return new AnalyzeOutcome(
            results,
            players.played(),
            players.refused(),
            List.copyOf(players.unused().keySet()),
            new BundleInputs(bundle).facesOnly());
      }
    }
  }

  /** The console, if it is wanted, else null. */
  private ConsoleServer watch(AffectConfig config, Progress progress) throws IOException {
    if (arguments.watch().isEmpty()) {
      return null;
    }
    ConsoleServer server = Watch.start(config.kafka(), arguments.watch().get());
    progress.note("console: " + server.address());
    return server;
  }

  /** Fails after a few restarts instead of retrying for long. */
  private static AffectConfig withFewRestarts(AffectConfig config) {
    return config.with(config.flink().withRestartAttemptsUpTo(FEW_RESTARTS));
  }

  private RunningJob submit(
      LocalRun local, AffectConfig config, ModelBundle bundle, Progress progress)
      throws IOException, InterruptedException {
    PipelineSettings settings =
        SettingsFactory.of(config, models, bundle).knowing(RuleTopic.read(config.kafka()));
    String checkpoints = local.checkpointsAddress();
    StreamExecutionEnvironment env =
        arguments.plans().stream().anyMatch(StreamPlan::recogniseSpeech)
            ? AffectJob.transcribing(config, settings, SettingsFactory.speech(config), checkpoints)
            : AffectJob.on(config, settings, checkpoints);
    Optional<Path> last = Checkpoints.latest(local.checkpoints());
    last.ifPresent(path -> progress.note("continues from the checkpoint " + path));
    return local.submit(env, last);
  }

  private Results collect(AffectConfig config, RunningJob job, Players players, Progress progress)
      throws CollectException, IOException, InterruptedException {
    List<String> streams = players.playable().stream().map(StreamPlan::stream).toList();
    Progress.Stage stage = progress.stage("analyze", Progress.MEDIA, OptionalLong.empty());
    MediaProgress media = new MediaProgress(stage, streams.size());
    players.lengths().forEach(media::length);
    ClosingCheckpoint closing = ClosingCheckpoint.open(config.kafka(), job, streams);
    Draining draining =
        new Draining(
            job, new UnreadInput(config.kafka()), arguments.work().temporary(), System::nanoTime);
    CollectorListener listener =
        new CollectorListener() {
          @Override
          public void frame(AffectFrame frame) {
            draining.written();
            media.reach(frame.getStream(), frame.getTime());
            follower.frame(frame);
          }

          @Override
          public void event(AffectEvent event) {
            draining.written();
            follower.event(event);
          }

          @Override
          public void alert(AffectAlert alert) {
            follower.alert(alert);
          }

          @Override
          public Map<String, String> incomplete() throws IOException {
            return players.incomplete();
          }

          @Override
          public void look() throws CollectException, IOException, InterruptedException {
            players.check();
            if (closing.look() > 0) {
              draining.written();
            }
            draining.look(players.finished());
            if (!draining.stopping()) {
              job.check();
            }
            follower.look();
          }

          @Override
          public boolean over() {
            return draining.over();
          }
        };
    try (closing;
        draining;
        OutputCollector collector =
            OutputCollector.create(
                OutputRecords.open(config.kafka(), topics(config), OutputRecords.Reading.COMMITTED),
                streams,
                arguments.out(),
                arguments.work().temporary(),
                listener,
                System::nanoTime)) {
      if (arguments.rules().isPresent()) {
        collector.withAlerts();
      }
      collector.sources(players.sources());
      collector.notes(players.unused());
      Results results = collector.collect(PATIENCE);
      stage.done();
      return results;
    }
  }

  /** The results, with the words for display. */
  private static List<String> topics(AffectConfig config) {
    List<String> topics = new ArrayList<>(config.kafka().topicNames().outputs());
    topics.add(config.kafka().topicNames().transcripts());
    return topics;
  }
}
