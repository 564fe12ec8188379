package io.affectstream.export.face;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.ActionUnitTable;
import io.affectstream.training.data.Columns;
import io.affectstream.training.face.FaceData;
import io.affectstream.training.face.FaceTrainer;
import io.affectstream.training.face.FaceTrainingConfig;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Exports a trained encoder, measures it in ONNX Runtime and writes its bundle. */
public final class ExportFace {

  private static final Logger LOG = LoggerFactory.getLogger(ExportFace.class);
  private static final double TOLERANCE = 1e-5;
  private static final int BATCH = 32;

  private final FaceTrainingConfig settings;
  private final FaceData data;
  private final Map<String, Double> metrics = new TreeMap<>();
  private List<ActionUnit> withheld = List.of();

  /**
   * Reads the images of a run.
   *
   * @throws IOException if a file cannot be read
   */
  public ExportFace(FaceTrainingConfig settings) throws IOException {
    this.settings = settings;
    data = FaceData.read(settings.data());
  }

  /**
   * Exports.
   *
   * @param checkpoint the encoder's weights
   * @param commit of the training code
   * @param id name of the bundle
   * @param out folder to create
   * @throws IOException if a file cannot be read or written
   * @throws OrtException if the graph fails
   * @throws BundleException if the result is not a valid bundle
   * @throws IllegalStateException if the graph differs from the training framework
   */
  public ModelBundle export(Path checkpoint, String commit, String id, Path out)
      throws IOException, OrtException, BundleException {
    EncoderConfig shape = settings.shape();
    try (NDManager manager = NDManager.newBaseManager()) {
      Encoder encoder = FaceTrainer.initialised(shape.encoder(), manager);
      Checkpoint.read(checkpoint).restore(encoder);
      calibrate(encoder);
      byte[] model = FaceEncoderGraph.write(encoder);
      try (FaceGraphSession session = new FaceGraphSession(model)) {
        expectParity(encoder, session);
        FaceOutputs outputs = session.run(data.report(), shape.side(), BATCH);
        expressionMetrics(outputs);
        float[] thresholds = actionUnits(session, outputs);
        return new FaceBundle(id, shape, model, thresholds, withheld, provenance(commit))
            .write(out);
      }
    }
  }

  private void calibrate(Encoder encoder) throws OrtException {
    int[] counts = data.train().images().counts();
    try (FaceGraphSession session = new FaceGraphSession(FaceEncoderGraph.write(encoder))) {
      FaceOutputs outputs = session.run(data.choose(), encoder.config().side(), BATCH);
      ExpressionCalibration calibration =
          ExpressionCalibration.chosen(outputs.expression(), data.choose().labels(), counts);
      calibration.apply(
          encoder, IntStream.range(0, counts.length).filter(c -> counts[c] == 0).toArray());
      metrics.put("calibration.strength", rounded(calibration.strength()));
      metrics.put("calibration.temperature", rounded(calibration.temperature()));
    }
  }

  private void expectParity(Encoder encoder, FaceGraphSession session) throws OrtException {
    for (int rows : new int[] {1, BATCH}) {
      EncoderConfig shape = encoder.config();
      float[] faces = PlainFaces.of(data.report(), 0, rows, shape.side(), shape.channels());
      Map<String, Double> differences = Parity.relative(encoder, session, faces, rows);
      differences.forEach(
          (output, difference) -> {
            if (!(difference <= TOLERANCE)) {
              throw new IllegalStateException(
                  "output '%s', batch %d: expected a relative difference of at most %s, found %s"
                      .formatted(output, rows, TOLERANCE, difference));
            }
          });
      LOG.info("parity, batch {}: {}", rows, differences);
    }
  }

  private void expressionMetrics(FaceOutputs outputs) {
    Confusion confusion = outputs.expressions(data.report().labels());
    metrics.put("expression.accuracy", rounded(confusion.accuracy()));
    metrics.put("expression.unweighted_recall", rounded(confusion.unweightedRecall()));
    metrics.put("expression.macro_f1", rounded(confusion.macroF1()));
    double error = ExpressionCalibration.error(outputs.expression(), data.report().labels());
    metrics.put("expression.calibration_error", rounded(error));
    for (Expression label : Expression.values()) {
      if (data.train().images().counts()[Columns.of(label)] > 0) {
        String name = label.name().toLowerCase(Locale.ROOT);
        metrics.put("expression.f1." + name, rounded(confusion.f1(Columns.of(label))));
        metrics.put("expression.recall." + name, rounded(confusion.recall(Columns.of(label))));
      }
    }
    for (long[] row : confusion.counts()) {
      LOG.info("confusion {}", Arrays.toString(row));
    }
  }

  private float[] actionUnits(FaceGraphSession session, FaceOutputs validated)
      throws IOException, OrtException {
    if (settings.data().actionUnits() == null) {
      return new float[0];
    }
    ActionUnitTable teacher = ActionUnitTable.read(settings.data().actionUnits()).normalised();
    ActionUnitThresholds chosen =
        new ActionUnitThresholds(
            data.choose(), session.run(data.choose(), settings.shape().side(), BATCH), teacher);
    float[] thresholds = chosen.best();
    withheld = chosen.unreliable(thresholds);
    LOG.info("action units without a decision: {}", withheld);
    ActionUnitThresholds agreement = new ActionUnitThresholds(data.report(), validated, teacher);
    double sum = 0;
    for (ActionUnit unit : ActionUnit.values()) {
      int column = Columns.of(unit);
      double f1 = agreement.f1(column, thresholds[column]);
      sum += f1;
      metrics.put("teacher_agreement.f1." + unit.name().toLowerCase(Locale.ROOT), rounded(f1));
      LOG.info(
          "{} threshold {} prevalence {}",
          unit,
          thresholds[column],
          rounded(agreement.prevalence(column)));
    }
    metrics.put("teacher_agreement.f1_mean", rounded(sum / thresholds.length));
    return thresholds;
  }

  private Manifest.Provenance provenance(String commit) throws IOException {
    return new Manifest.Provenance(
        digests(),
        settings.seed(),
        commit,
        TOLERANCE,
        metrics,
        "Expression figures are on the public validation split of the faces, which chose nothing;"
            + " with votes, against the raters' majority. Action units are estimates distilled from"
            + " a face mesh, not validated against FACS coders; their figures are agreement with"
            + " that teacher. OTHER has no training data and stays near 0.");
  }

  private Map<String, String> digests() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    Path faces = settings.data().faces();
    digests.put(faces.getFileName().toString(), Sha256.of(faces));
    Path votes = settings.data().votes();
    if (votes != null) {
      digests.put(votes.getFileName().toString(), Sha256.of(votes));
    }
    return digests;
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
