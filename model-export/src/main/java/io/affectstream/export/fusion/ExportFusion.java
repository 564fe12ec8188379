package io.affectstream.export.fusion;

import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.StepListener;
import io.affectstream.training.corpus.FaceBank;
import io.affectstream.training.data.Columns;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionTrainer;
import io.affectstream.training.fusion.Predictions;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.optim.DivergenceException;
import io.affectstream.training.study.ComposedSettings;
import io.affectstream.training.study.ComposedStudy;
import io.affectstream.training.study.Networks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exports a trained fusion network with its frozen face encoder, taken from the encoder's bundle,
 * as one bundle.
 */
public final class ExportFusion {

  private static final double TOLERANCE = 1e-5;
  private static final int SEGMENT = 15;

  private final ComposedSettings settings;
  private final String commit;
  private final Map<String, Double> metrics = new TreeMap<>();

  /**
   * @param settings of the run that trained the network
   * @param commit of the training code
   */
  public ExportFusion(ComposedSettings settings, String commit) {
    this.settings = settings;
    this.commit = commit;
  }

  /**
   * Writes the bundle.
   *
   * @param study the corpora and the trained network's folder
   * @param id name of the bundle
   * @param out folder to create
   * @throws IOException if a file cannot be read or written
   * @throws BundleException if the result is not a valid bundle
   * @throws DivergenceException if the rest of the training diverges
   */
  public ModelBundle export(ComposedStudy study, String id, Path out)
      throws IOException, BundleException, DivergenceException {
    ModelBundle encoder = ModelSource.named(settings.bundle()).open();
    FaceBank.Shape shape = settings.shape();
    FusionNetConfig net = Networks.shipped(shape.tokens(), shape.size());
    try (FusionTrainer trainer = study.trained(ComposedStudy.FULL, net, StepListener.NONE)) {
      measure(study.test(trainer));
      return new FusionBundle(
              id,
              "Face, voice and words: eight expressions and action unit estimates",
              encoder,
              trainer.net(),
              SEGMENT,
              provenance())
          .write(out);
    }
  }

  private void measure(Predictions test) {
    Interval f1 = test.macroF1();
    metrics.put("composed.expression.macro_f1", rounded(f1.value()));
    metrics.put("composed.expression.macro_f1.low", rounded(f1.low()));
    metrics.put("composed.expression.macro_f1.high", rounded(f1.high()));
    Confusion confusion = test.confusion();
    metrics.put("composed.expression.accuracy", rounded(confusion.accuracy()));
    for (Expression label : Expression.values()) {
      metrics.put(
          "composed.expression.f1." + label.name().toLowerCase(Locale.ROOT),
          rounded(confusion.f1(Columns.of(label))));
    }
  }

  private Manifest.Provenance provenance() throws IOException {
    Map<String, String> data = new TreeMap<>();
    data.put(settings.faces().getFileName().toString(), Sha256.of(settings.faces()));
    data.put(settings.actionUnits().getFileName().toString(), Sha256.of(settings.actionUnits()));
    data.put("emodb", Sha256.ofFolder(settings.voices()));
    data.put("goemotions", Sha256.ofFolder(settings.comments()));
    return new Manifest.Provenance(
        data,
        settings.training().seed(),
        commit,
        TOLERANCE,
        metrics,
        "Trained on a COMPOSED corpus: web faces blended in and out, acted German voices, English"
            + " comments. Its figures are on held-out faces, speakers and comments of that corpus,"
            + " not on recordings of people. Action units are estimates distilled from"
            + " blendshapes, not validated against FACS coders.");
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
