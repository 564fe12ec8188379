package io.affectstream.export.face;

import ai.onnxruntime.OrtException;
import io.affectstream.export.onnx.Int8Graph;
import io.affectstream.export.onnx.Range;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A bundle like another, with the convolutions of its per-face graph in integers of 8 bits. The
 * ranges of the maps are measured on training images; both graphs are measured on the validation
 * images.
 */
public final class ExportInt8 {

  /** Training images for the ranges of the maps. */
  private static final int WATCHED = 512;

  private static final int BATCH = 32;
  private static final String NOTE =
      "The convolutions of the per-face graph are 8-bit integers; figures that begin with 'float.'"
          + " are those of the bundle it was made from, '%s'. ";

  private final ModelBundle source;
  private final Manifest.Face face;
  private final byte[] floats;
  private final FaceImages train;
  private final FaceImages validation;

  /**
   * @param source bundle of a face encoder of this module, alone or with a fusion network
   * @param train images by which the ranges are found
   * @param validation images for measuring both
   * @throws IllegalArgumentException if the bundle has no such encoder
   */
  public ExportInt8(ModelBundle source, FaceImages train, FaceImages validation) {
    this.source = source;
    this.train = train;
    this.validation = validation;
    this.face = source.manifest().face();
    if (face == null || !face.input().name().equals(FaceEncoderGraph.INPUT)) {
      throw new IllegalArgumentException(
          "%s: expected the per-face graph of a trained encoder, with the input '%s', found %s"
              .formatted(
                  source.identity(),
                  FaceEncoderGraph.INPUT,
                  face == null ? "none" : "the input '" + face.input().name() + "'"));
    }
    this.floats = source.file(face.file());
  }

  /**
   * Writes the bundle.
   *
   * @param id name of the bundle
   * @param out folder to create
   * @throws IOException if it exists or a file cannot be written
   * @throws OrtException if a graph fails
   * @throws BundleException if the result is not a valid bundle
   */
  public ModelBundle export(String id, Path out) throws IOException, OrtException, BundleException {
    Int8Graph graph = new Int8Graph(floats);
    byte[] integers = graph.write(ranges(graph));
    Map<String, byte[]> files = new HashMap<>();
    for (String name : source.manifest().files().keySet()) {
      files.put(name, name.equals(face.file()) ? integers : source.file(name));
    }
    return BundleAssembler.assembleContents(manifest(id, metrics(integers)), files, out);
  }

  /** Ranges of the maps, measured on equally spaced training images. */
  private Map<String, Range> ranges(Int8Graph graph) throws OrtException {
    Collection<String> maps = graph.maps();
    Map<String, Range> ranges = new HashMap<>();
    maps.forEach(map -> ranges.put(map, Range.EMPTY));
    int count = Math.min(WATCHED, train.size());
    try (FaceGraphSession session = new FaceGraphSession(graph.watched())) {
      for (int i = 0; i < count; i++) {
        int image = (int) ((long) i * train.size() / count);
        session
            .run(train, image, 1, face.input().width(), maps)
            .forEach((map, values) -> ranges.merge(map, of(values), Range::and));
      }
    }
    return ranges;
  }

  private static Range of(float[] values) {
    float low = 0;
    float high = 0;
    for (float value : values) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    return new Range(low, high);
  }

  private Map<String, Double> metrics(byte[] integers) throws OrtException {
    Map<String, Double> metrics = new TreeMap<>();
    source
        .manifest()
        .provenance()
        .metrics()
        .forEach((name, value) -> metrics.put("float." + name, value));
    FaceOutputs before = outputs(floats);
    FaceOutputs after = outputs(integers);
    put(metrics, "float.expression.", before);
    put(metrics, "expression.", after);
    metrics.put("difference.action_units", rounded(difference(before, after)));
    return metrics;
  }

  private void put(Map<String, Double> metrics, String prefix, FaceOutputs outputs) {
    Confusion confusion = outputs.expressions(validation.labels());
    metrics.put(prefix + "accuracy", rounded(confusion.accuracy()));
    metrics.put(prefix + "unweighted_recall", rounded(confusion.unweightedRecall()));
    metrics.put(prefix + "macro_f1", rounded(confusion.macroF1()));
  }

  private FaceOutputs outputs(byte[] graph) throws OrtException {
    try (FaceGraphSession session = new FaceGraphSession(graph)) {
      return session.run(validation, face.input().width(), BATCH);
    }
  }

  /** Mean difference of the action units' probabilities. */
  private static double difference(FaceOutputs before, FaceOutputs after) {
    double sum = 0;
    int count = 0;
    for (int i = 0; i < before.actionUnits().length; i++) {
      for (int unit = 0; unit < before.actionUnits()[i].length; unit++) {
        sum +=
            Math.abs(
                sigmoid(before.actionUnits()[i][unit]) - sigmoid(after.actionUnits()[i][unit]));
        count++;
      }
    }
    return sum / Math.max(1, count);
  }

  private static double sigmoid(float logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  private Manifest manifest(String id, Map<String, Double> metrics) {
    Manifest from = source.manifest();
    Map<String, Manifest.FileEntry> files = new TreeMap<>(from.files());
    Manifest.FileEntry entry = files.get(face.file());
    files.put(face.file(), new Manifest.FileEntry(null, 0, entry.licence(), entry.source()));
    Manifest.Provenance origin = from.provenance();
    return new Manifest(
        from.format(),
        id,
        from.description() + "; convolutions in 8-bit integers",
        from.licence(),
        files,
        from.grid(),
        from.detector(),
        from.face(),
        from.audio(),
        from.words(),
        from.fusion(),
        from.heads(),
        new Manifest.Provenance(
            origin.data(),
            origin.seed(),
            origin.commit(),
            origin.tolerance(),
            metrics,
            NOTE.formatted(source.identity()) + origin.note()));
  }

  private static double rounded(double value) {
    return Math.round(value * 10_000) / 10_000.0;
  }
}
