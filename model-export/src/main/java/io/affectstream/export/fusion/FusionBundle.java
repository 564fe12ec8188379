package io.affectstream.export.fusion;

import io.affectstream.export.face.FaceBundle;
import io.affectstream.export.face.ProjectedFaceGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.bundle.BuiltInDetector;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.FaceMemory;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.WordMode;
import io.affectstream.training.fusion.FusionNet;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundle of a face encoder and a fusion network: the expression on the fusion graph, the action
 * units on the per-face graph, as voice and words say nothing about them.
 *
 * @param id name of the bundle
 * @param description one sentence for people
 * @param encoder bundle of the frozen face encoder
 * @param net the trained network
 * @param segment centres K per segment
 * @param provenance where the weights come from
 */
public record FusionBundle(
    String id,
    String description,
    ModelBundle encoder,
    FusionNet net,
    int segment,
    Manifest.Provenance provenance) {

  private static final String FACE_FILE = "face.onnx";
  private static final String FUSION_FILE = "fusion.onnx";
  private static final String LICENCE = "Apache-2.0";
  private static final int STEPS_PER_SECOND = 30;

  /**
   * Writes and verifies the folder, which must not exist.
   *
   * @throws IOException if it exists or a file cannot be written
   * @throws BundleException if the result is no valid bundle
   */
  public ModelBundle write(Path folder) throws IOException, BundleException {
    byte[] detectorFile =
        encoder.manifest().detector() == null
            ? BuiltInDetector.file()
            : encoder.file(detector().file());
    return BundleAssembler.assembleContents(
        manifest(),
        Map.of(
            FACE_FILE,
            faceModel(),
            FUSION_FILE,
            FusionNetGraph.writeForProjected(net),
            detector().file(),
            detectorFile),
        folder);
  }

  /** The encoder's detector, as its faces are those the network was trained on. */
  private Manifest.Detector detector() {
    Manifest.Detector own = encoder.manifest().detector();
    return own == null ? BuiltInDetector.spec() : own;
  }

  private Manifest.FileEntry detectorEntry() {
    return encoder.manifest().detector() == null
        ? BuiltInDetector.entry()
        : encoder.manifest().files().get(detector().file());
  }

  private byte[] faceModel() {
    Manifest.Face face = encoder.manifest().face();
    return ProjectedFaceGraph.write(
        encoder.file(face.file()), face.outputs().get("tokens").name(), net.projection());
  }

  private Manifest manifest() {
    FusionNetConfig shape = net.config();
    Manifest.FileEntry entry =
        new Manifest.FileEntry(
            null, 0, LICENCE, "trained by this project; see docs/models/%s.md".formatted(id));
    return new Manifest(
        Manifest.FORMAT,
        id,
        description,
        LICENCE,
        new TreeMap<>(
            Map.of(FACE_FILE, entry, FUSION_FILE, entry, detector().file(), detectorEntry())),
        new Manifest.GridSpec(STEPS_PER_SECOND, shape.halo(), segment),
        detector(),
        face(),
        shape.audio() == 0 ? null : new Manifest.Audio(AudioFrontEnd.ID, AudioFrontEnd.DIMENSIONS),
        shape.words() == 0
            ? null
            : new Manifest.Words(MiniLmWordEncoder.ID, WordMode.ISOLATED, shape.words(), null),
        new Manifest.Fusion(FUSION_FILE, FaceMemory.TOKENS, inputs()),
        heads(),
        provenance);
  }

  private Manifest.Face face() {
    Manifest.Face face = encoder.manifest().face();
    FusionNetConfig shape = net.config();
    Map<String, Tensor> outputs = new TreeMap<>();
    outputs.put("embedding", face.outputs().get("embedding"));
    outputs.put("tokens", tensor(ProjectedFaceGraph.MEMORY, -1, shape.tokens(), shape.width()));
    return new Manifest.Face(FACE_FILE, face.input(), face.crop(), outputs);
  }

  private Map<String, Tensor> inputs() {
    FusionNetConfig shape = net.config();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Sequence sequence : Sequence.values()) {
      if (shape.size(sequence) > 0) {
        String name = sequence.name().toLowerCase(Locale.ROOT);
        inputs.put(name, tensor(name, -1, -1, shape.size(sequence)));
        inputs.put(name + "_mask", tensor(name + "_mask", -1, -1));
      }
    }
    inputs.put("static", tensor("static", -1, shape.tokens(), shape.width()));
    inputs.put("static_mask", tensor("static_mask", -1));
    inputs.put("row", tensor("row", -1));
    inputs.put("step", tensor("step", -1));
    return inputs;
  }

  private static Tensor tensor(String name, long... shape) {
    return new Tensor(name, shape);
  }

  private Manifest.Heads heads() {
    return new Manifest.Heads(
        new Manifest.Head(
            HeadGraph.FUSION,
            "expression",
            Activation.SOFTMAX,
            FaceBundle.names(Expression.values()),
            null),
        encoder.manifest().heads().actionUnits());
  }
}
