package io.affectstream.export.fusion;

import io.affectstream.export.face.FaceBundle;
import io.affectstream.export.face.FaceEncoderGraph;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.words.MiniLmWordEncoder;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.training.blocks.FaceEncoder;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionNetConfig.Modality;
import java.io.IOException;
import java.nio.file.Files;
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
 * @param encoder shape of the face encoder
 * @param faceModel its ONNX file, with the projected memory
 * @param net shape of the fusion network
 * @param fusionModel its ONNX file for the projected memory
 * @param segment centres K per segment
 * @param thresholds per action unit of the per-face graph
 * @param provenance where the weights come from
 */
public record FusionBundle(
    String id,
    String description,
    FaceEncoderConfig encoder,
    byte[] faceModel,
    FusionNetConfig net,
    byte[] fusionModel,
    int segment,
    float[] thresholds,
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
    Path face = Files.createTempFile("face", ".onnx");
    Path fusion = Files.createTempFile("fusion", ".onnx");
    try {
      Files.write(face, faceModel);
      Files.write(fusion, fusionModel);
      return BundleAssembler.assemble(
          manifest(), Map.of(FACE_FILE, face, FUSION_FILE, fusion), folder);
    } finally {
      Files.delete(face);
      Files.delete(fusion);
    }
  }

  private Manifest manifest() {
    Manifest.FileEntry entry =
        new Manifest.FileEntry(
            null, 0, LICENCE, "trained by this project; see docs/models/%s.md".formatted(id));
    return new Manifest(
        Manifest.FORMAT,
        id,
        description,
        LICENCE,
        new TreeMap<>(Map.of(FACE_FILE, entry, FUSION_FILE, entry)),
        new Manifest.GridSpec(STEPS_PER_SECOND, net.halo(), segment),
        null,
        face(),
        net.audio() == 0 ? null : new Manifest.Audio(AudioFrontEnd.ID, AudioFrontEnd.DIMENSIONS),
        net.words() == 0 ? null : new Manifest.Words(MiniLmWordEncoder.ID, "isolated", net.words()),
        new Manifest.Fusion(FUSION_FILE, "tokens", inputs()),
        heads(),
        provenance);
  }

  private Manifest.Face face() {
    Map<String, Tensor> outputs = new TreeMap<>();
    outputs.put("embedding", tensor(FaceEncoderGraph.EMBEDDING, -1, FaceEncoder.EMBEDDING));
    outputs.put("tokens", tensor(FaceEncoderGraph.MEMORY, -1, net.tokens(), net.width()));
    return new Manifest.Face(
        FACE_FILE, FaceBundle.input(encoder), FaceBundle.crop(encoder), outputs);
  }

  private Map<String, Tensor> inputs() {
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    for (Modality modality : Modality.values()) {
      if (net.size(modality) > 0) {
        String name = modality.name().toLowerCase(Locale.ROOT);
        inputs.put(name, tensor(name, -1, -1, net.size(modality)));
        inputs.put(name + "_mask", tensor(name + "_mask", -1, -1));
      }
    }
    inputs.put("static", tensor("static", -1, net.tokens(), net.width()));
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
            "fusion", "expression", "softmax", FaceBundle.names(Expression.values()), null),
        new Manifest.Head(
            "face",
            FaceEncoderGraph.ACTION_UNITS,
            "sigmoid",
            FaceBundle.names(ActionUnit.values()),
            thresholds));
  }
}
