package io.affectstream.export.face;

import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.inference.bundle.BuiltInDetector;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.data.FaceFraming;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundle of a face encoder: both heads on the per-face graph, no context.
 *
 * @param id name of the bundle
 * @param config shape of the encoder
 * @param model content of the ONNX file
 * @param thresholds per action unit; empty: the bundle has no action units
 * @param withheld action units that are reported without a decision
 * @param provenance origin of the weights
 */
public record FaceBundle(
    String id,
    EncoderConfig config,
    byte[] model,
    float[] thresholds,
    List<ActionUnit> withheld,
    Manifest.Provenance provenance) {

  private static final String FILE = "face.onnx";
  private static final String LICENCE = "Apache-2.0";
  private static final String SOURCE = "trained by this project; see docs/models";
  private static final int STEPS_PER_SECOND = 30;
  private static final int SEGMENT = 15;

  /**
   * Writes and verifies the folder, which must not exist.
   *
   * @throws IOException if it exists or a file cannot be written
   * @throws BundleException if the result is not a valid bundle
   */
  public ModelBundle write(Path folder) throws IOException, BundleException {
    String detector = BuiltInDetector.spec().file();
    return BundleAssembler.assembleContents(
        manifest(), Map.of(FILE, model, detector, BuiltInDetector.file()), folder);
  }

  private Manifest manifest() {
    return new Manifest(
        Manifest.FORMAT,
        id,
        description(),
        LICENCE,
        new TreeMap<>(
            Map.of(
                FILE,
                new Manifest.FileEntry(null, 0, LICENCE, SOURCE),
                BuiltInDetector.spec().file(),
                BuiltInDetector.entry())),
        new Manifest.GridSpec(STEPS_PER_SECOND, 0, SEGMENT),
        BuiltInDetector.spec(),
        face(),
        null,
        null,
        null,
        heads(),
        provenance);
  }

  private String description() {
    return config instanceof FaceEncoderConfig
        ? "Compact face encoder: seven expressions and action unit estimates from one grey face"
        : "Inception-ResNet v1: expressions and action unit estimates from one colour face";
  }

  /** Image input of an encoder. */
  public static Manifest.ImageInput input(EncoderConfig config) {
    return FaceFraming.input(config.side(), config.channels());
  }

  /** Crop of a face that matches FER2013's images. */
  public static Manifest.Crop crop(EncoderConfig config) {
    return FaceFraming.crop(config.side());
  }

  private Manifest.Face face() {
    return new Manifest.Face(
        FILE,
        input(config),
        crop(config),
        new TreeMap<>(
            Map.of(
                "embedding",
                tensor(FaceEncoderGraph.EMBEDDING, Encoder.EMBEDDING),
                "pooled",
                tensor(FaceEncoderGraph.POOLED, config.dimensions()),
                "tokens",
                tensor(FaceEncoderGraph.TOKENS, config.tokens(), config.tokenDimensions()))));
  }

  private static Manifest.Tensor tensor(String name, long... axes) {
    long[] shape = new long[axes.length + 1];
    shape[0] = OnnxGraph.BATCH;
    System.arraycopy(axes, 0, shape, 1, axes.length);
    return new Manifest.Tensor(name, shape);
  }

  private Manifest.Heads heads() {
    Manifest.Head expression =
        new Manifest.Head(
            HeadGraph.FACE,
            FaceEncoderGraph.EXPRESSION,
            Activation.SOFTMAX,
            names(Expression.values()),
            null);
    Manifest.Head units =
        new Manifest.Head(
            HeadGraph.FACE,
            FaceEncoderGraph.ACTION_UNITS,
            Activation.SIGMOID,
            names(ActionUnit.values()),
            thresholds,
            null,
            withheld.stream().map(Enum::name).toList());
    return new Manifest.Heads(expression, thresholds.length == 0 ? null : units);
  }

  /** Names of labels in their order. */
  public static List<String> names(Enum<?>[] labels) {
    return Arrays.stream(labels).map(Enum::name).toList();
  }
}
