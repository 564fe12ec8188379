package io.affectstream.jobs.pipeline;

import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentConfig.Mode;
import io.affectstream.features.episodes.EpisodeConfig;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.smoothing.SmoothingConfig.Rule;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.speech.SpeechConfig;
import io.affectstream.features.vision.FaceSelection;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.vision.SearchSchedule;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.FaceConfig;
import io.affectstream.inference.fusion.SpeakingModes;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.jobs.config.AffectConfig;
import io.affectstream.jobs.config.AlignmentSection;
import io.affectstream.jobs.config.EpisodesSection;
import io.affectstream.jobs.config.ModelSection;
import io.affectstream.jobs.config.SpeechSection;
import io.affectstream.jobs.config.VisionSection.Faces;
import io.affectstream.jobs.config.VisionSection.Speaking;
import io.affectstream.operators.output.BundleFacts;
import io.affectstream.operators.transcribe.SpeechSettings;
import io.affectstream.operators.vision.VisionConfig;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.GridSpec;
import io.affectstream.schemas.bundle.Manifest.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the stages from the configuration and the bundle's manifest. */
public final class SettingsFactory {

  private static final float DEFAULT_THRESHOLD = 0.5f;

  private SettingsFactory() {}

  /**
   * Settings of a job on {@code bundle}, which the task managers load from {@code source}; they
   * refuse any other bundle.
   */
  public static PipelineSettings of(AffectConfig config, ModelSource source, ModelBundle bundle) {
    BundleFacts facts = new BundleFacts(bundle.identity(), thresholds(bundle.manifest()));
    return new PipelineSettings(
        source.expecting(bundle),
        runtime(config),
        facts,
        vision(config),
        TrackerConfig.DEFAULT.with(config.vision().maxFaces(), config.vision().maxGap()),
        alignment(config, bundle.manifest()),
        smoothing(config),
        episodes(config.episodes(), facts),
        config.audio().pitchTracker(),
        config.alignment().idleTimeout(),
        config.alignment().streamLagMetrics(),
        config.live().effectiveEvery(),
        List.of());
  }

  /** Settings of the transcribe stage. */
  public static SpeechSettings speech(AffectConfig config) {
    SpeechSection speech = config.speech();
    Map<String, String> models = new TreeMap<>();
    speech
        .models()
        .forEach((language, path) -> models.put(language.toLowerCase(Locale.ROOT), path));
    return new SpeechSettings(
        models,
        speech.defaultLanguage(),
        new SpeechConfig(
            speech.maxUtterance(), speech.wordDelay(), speech.stableAfter(), speech.progress()),
        speech.recognisers(),
        config.alignment().discoveryGrace());
  }

  private static float[] thresholds(Manifest manifest) {
    float[] thresholds = new float[ActionUnit.values().length];
    Arrays.fill(thresholds, DEFAULT_THRESHOLD);
    Head head = manifest.heads().actionUnits();
    if (head != null && head.thresholds() != null) {
      for (int i = 0; i < head.labels().size(); i++) {
        thresholds[column(head.labels().get(i))] = head.thresholds()[i];
      }
    }
    if (head != null && head.withheld() != null) {
      head.withheld().forEach(unit -> thresholds[column(unit)] = Float.NaN);
    }
    return thresholds;
  }

  private static int column(String unit) {
    return List.of(ActionUnit.values()).indexOf(ActionUnit.valueOf(unit));
  }

  private static RuntimeConfig runtime(AffectConfig config) {
    ModelSection model = config.model();
    DeviceConfig device =
        model.device() == ModelSection.Device.CUDA
            ? DeviceConfig.cuda(model.cudaDevice(), model.gpuMemoryLimit().bytes())
                .with(
                    model.gpuPrecision() == ModelSection.Precision.TF32,
                    switch (model.gpuAlgorithms()) {
                      case HEURISTIC -> DeviceConfig.AlgorithmSearch.HEURISTIC;
                      case EXHAUSTIVE -> DeviceConfig.AlgorithmSearch.EXHAUSTIVE;
                      case DEFAULT -> DeviceConfig.AlgorithmSearch.DEFAULT;
                    })
            : DeviceConfig.cpu();
    boolean fallback = model.fallback() == ModelSection.Fallback.CPU;
    BatcherConfig batching =
        new BatcherConfig(
            config.batching().maxRows(),
            config.batching().maxWait(),
            Math.max(config.batching().queue(), config.batching().maxRows()),
            model.sessionsOfDevice());
    FaceConfig faces =
        new FaceConfig(
            config.vision().faces() == Faces.LARGEST ? FaceSelection.LARGEST : FaceSelection.ALL,
            config.vision().maxFaces());
    return new RuntimeConfig(
        fallback ? device.withFallback() : device,
        faces,
        batching,
        batching,
        BatcherConfig.of(config.batching().maxRows()),
        config.words().cache());
  }

  private static VisionConfig vision(AffectConfig config) {
    return new VisionConfig(
        ImageLimits.DEFAULT.withMaxPixels(config.vision().maxImagePixels()),
        config.vision().claimCheckFolder(),
        new SearchSchedule(config.vision().detectEvery()),
        config.vision().inFlight());
  }

  private static AlignmentConfig alignment(AffectConfig config, Manifest manifest) {
    GridSpec grid = manifest.grid();
    AlignmentSection alignment = config.alignment();
    return new AlignmentConfig(
        grid.stepsPerSecond(),
        grid.halo(),
        alignment.segment() > 0 ? alignment.segment() : grid.segment(),
        switch (alignment.mode()) {
          case STRICT -> Mode.STRICT;
          case BOUNDED -> Mode.BOUNDED;
        },
        alignment.maxLag().face(),
        alignment.maxLag().voice(),
        alignment.maxLag().words(),
        alignment.discoveryGrace(),
        config.vision().speaking() == Speaking.OFF ? SpeakingMode.OFF : SpeakingModes.of(manifest));
  }

  private static SmoothingConfig smoothing(AffectConfig config) {
    int[] thresholds = config.smoothing().thresholds();
    int[] windows = config.smoothing().windows();
    List<Rule> rules = new ArrayList<>();
    for (int i = 0; i < thresholds.length; i++) {
      rules.add(new Rule(thresholds[i], windows[i]));
    }
    return new SmoothingConfig(rules);
  }

  private static EpisodeConfig episodes(EpisodesSection config, BundleFacts facts) {
    List<Float> on = new ArrayList<>();
    for (float threshold : facts.thresholds()) {
      on.add(threshold);
    }
    List<Float> off = EpisodeConfig.offThresholds(on, config.hysteresis());
    return new EpisodeConfig(
        config.neutral(), config.maxGap(), config.updatePeriod(), on, off, config.minDuration());
  }
}
