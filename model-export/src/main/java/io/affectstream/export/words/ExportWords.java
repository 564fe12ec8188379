package io.affectstream.export.words;

import ai.djl.ndarray.NDManager;
import ai.onnxruntime.OrtException;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.digest.Sha256;
import io.affectstream.training.checkpoint.Checkpoint;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import io.affectstream.training.metrics.Confusion;
import io.affectstream.training.words.LabelCounts;
import io.affectstream.training.words.TextExam;
import io.affectstream.training.words.TextNet;
import io.affectstream.training.words.TextNetConfig;
import io.affectstream.training.words.TextTrainer;
import io.affectstream.training.words.TextVariation;
import io.affectstream.training.words.Texts;
import io.affectstream.training.words.TokenVectors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Exports a fine-tuned words network: calibrated on the comments that chose the epoch, in floats
 * for comparison with the training framework, in 8-bit integers for the bundle.
 */
public final class ExportWords {

  /** Greatest relative difference between the training framework and the graph in floats. */
  public static final double TOLERANCE = 1e-3;

  private static final int COMPARED = 100;

  private final TextRun run;
  private final String commit;
  private final List<Comment> single;
  private final List<Expression> truth;
  private final Map<String, Double> metrics = new TreeMap<>();

  /**
   * @param run of the training
   * @param commit of the training code
   */
  public ExportWords(TextRun run, String commit) {
    this.run = run;
    this.commit = commit;
    single = run.choose().stream().filter(comment -> comment.labels().size() == 1).toList();
    truth = single.stream().map(comment -> comment.labels().iterator().next()).toList();
  }

  /**
   * Writes the bundle.
   *
   * @param checkpoint the network's weights
   * @param id name of the bundle
   * @param out folder to create
   * @throws IOException if a file cannot be read or written
   * @throws BundleException if the result is no valid bundle
   * @throws OrtException if a graph does not run
   * @throws IllegalStateException if the graph in floats differs from the training framework
   */
  public ModelBundle export(Path checkpoint, String id, Path out)
      throws IOException, BundleException, OrtException {
    try (NDManager manager = NDManager.newBaseManager()) {
      TextNet net = TextTrainer.initialised(TextNetConfig.miniLm(), manager);
      Checkpoint.read(checkpoint).restore(net);
      TokenVectors vectors = run.start().vectors();
      TextExam exam = new TextExam(net, vectors, manager);
      TextCalibration calibration = calibration(exam);
      requireParity(exam, calibration, TextNetGraph.write(net, vectors, calibration, false));
      byte[] integers = TextNetGraph.write(net, vectors, calibration, true);
      measure(integers);
      return new WordsBundle(
              id,
              integers,
              vectors.pieces().tokens(),
              vectors.maxTokens(),
              net.config().embedding(),
              provenance())
          .write(out);
    }
  }

  /** By the choosing comments as written, as spoken, and their first halves. */
  private TextCalibration calibration(TextExam exam) {
    List<float[][]> logits = new ArrayList<>();
    List<Function<String, List<String>>> forms =
        List.of(TextVariation::written, TextVariation::spoken, ExportWords::half);
    for (Function<String, List<String>> form : forms) {
      logits.add(exam.outputs(texts(form), TextNet.Output.LOGITS));
    }
    List<Expression> labels = new ArrayList<>();
    logits.forEach(form -> labels.addAll(truth));
    TextCalibration calibration =
        TextCalibration.chosen(
            logits.stream().flatMap(Arrays::stream).toArray(float[][]::new),
            labels,
            LabelCounts.of(run.train()));
    note("choose.float.written", logits.get(0), calibration::apply);
    note("choose.float.spoken", logits.get(1), calibration::apply);
    return calibration;
  }

  private List<List<String>> texts(Function<String, List<String>> form) {
    return single.stream().map(comment -> form.apply(comment.text())).toList();
  }

  private void requireParity(TextExam exam, TextCalibration calibration, byte[] model)
      throws OrtException {
    List<List<String>> texts =
        run.choose().stream()
            .limit(COMPARED)
            .map(comment -> TextVariation.written(comment.text()))
            .toList();
    float[][] expected = exam.outputs(texts, TextNet.Output.LOGITS);
    for (int i = 0; i < expected.length; i++) {
      expected[i] = calibration.apply(expected[i]);
    }
    try (TextParity graph = new TextParity(model, texts())) {
      double logs =
          TextParity.relative(expected, graph.outputs(texts, TextNetGraph.LOG_PROBABILITIES));
      double embedding =
          TextParity.relative(
              exam.outputs(texts, TextNet.Output.EMBEDDING),
              graph.outputs(texts, TextNetGraph.EMBEDDING));
      if (!(logs <= TOLERANCE && embedding <= TOLERANCE)) {
        throw new IllegalStateException(
            "words network: expected a relative difference of at most %s, found %s and %s"
                .formatted(TOLERANCE, logs, embedding));
      }
    }
  }

  private Texts texts() {
    return new Texts(run.start().vectors().pieces(), run.config().maxTokens());
  }

  private void measure(byte[] model) throws OrtException {
    try (TextParity graph = new TextParity(model, texts())) {
      String output = TextNetGraph.LOG_PROBABILITIES;
      note("choose.written", graph.outputs(texts(TextVariation::written), output), logs -> logs);
      note("choose.spoken", graph.outputs(texts(TextVariation::spoken), output), logs -> logs);
    }
  }

  private static List<String> half(String text) {
    return TextVariation.prefix(TextVariation.spoken(text), 0.5);
  }

  private void note(String name, float[][] rows, UnaryOperator<float[]> toLogs) {
    Confusion confusion = Confusion.empty(Expression.values().length);
    for (int i = 0; i < rows.length; i++) {
      confusion.add(Columns.of(truth.get(i)), Columns.of(Columns.likeliest(toLogs.apply(rows[i]))));
    }
    metrics.put(name + ".accuracy", rounded(confusion.accuracy()));
    metrics.put(name + ".macro_f1", rounded(confusion.macroF1()));
  }

  private Manifest.Provenance provenance() throws IOException {
    return new Manifest.Provenance(
        Map.of("goemotions", Sha256.ofFolder(run.config().comments())),
        run.config().seed(),
        commit,
        TOLERANCE,
        metrics,
        "English Reddit comments. A twentieth of train.tsv ('choose') chose epoch, priors and"
            + " temperature; figures on dev.tsv, which chose nothing, are in the model card.");
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
