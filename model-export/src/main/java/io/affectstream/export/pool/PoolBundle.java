package io.affectstream.export.pool;

import io.affectstream.export.face.FaceBundle;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Activation;
import io.affectstream.schemas.bundle.FaceMemory;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.training.pool.ExpertAnswer;
import io.affectstream.training.pool.PoolStudy;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundle of a pool of experts: face graph and detector of one bundle, words network of another,
 * the voice expert within the fusion graph. Action units are those of the face graph.
 *
 * @param id name of the bundle
 * @param face bundle of the face expert
 * @param words bundle of the words expert
 * @param fitted pool, bounds and voice expert
 * @param provenance origin of the weights
 */
public record PoolBundle(
    String id,
    ModelBundle face,
    ModelBundle words,
    PoolStudy.Fitted fitted,
    Manifest.Provenance provenance) {

  private static final String FUSION_FILE = "fusion.onnx";
  private static final FaceMemory MEMORY = FaceMemory.POOLED;
  private static final String LICENCE = "Apache-2.0";
  private static final int STEPS_PER_SECOND = 30;
  private static final int SEGMENT = 15;

  /**
   * Writes and verifies the folder, which must not exist.
   *
   * @throws IOException if it exists or a file cannot be written
   * @throws BundleException if the result is no valid bundle
   */
  public ModelBundle write(Path folder) throws IOException, BundleException {
    Map<String, byte[]> contents = new TreeMap<>();
    Manifest faces = face.manifest();
    String faceFile = faces.face().file();
    contents.put(
        faceFile, FaceAnswerGraph.write(face.file(faceFile), faces.heads().expression().output()));
    contents.put(faces.detector().file(), face.file(faces.detector().file()));
    Manifest.TextNetwork network = words.manifest().words().network();
    contents.put(network.file(), words.file(network.file()));
    contents.put(network.vocabulary(), words.file(network.vocabulary()));
    contents.put(
        FUSION_FILE,
        PoolGraph.write(fitted, words.manifest().words().dimensions(), PoolStudy.HALO));
    return BundleAssembler.assembleContents(manifest(), contents, folder);
  }

  private Manifest manifest() {
    Manifest faces = face.manifest();
    Manifest texts = words.manifest();
    Map<String, Manifest.FileEntry> files = new TreeMap<>();
    Manifest.FileEntry own =
        new Manifest.FileEntry(
            null, 0, LICENCE, "trained by this project; see docs/models/%s.md".formatted(id));
    files.put(faces.face().file(), own);
    files.put(FUSION_FILE, own);
    copy(faces, faces.detector().file(), files);
    copy(texts, texts.words().network().file(), files);
    copy(texts, texts.words().network().vocabulary(), files);
    return new Manifest(
        Manifest.FORMAT,
        id,
        "Face, voice and words: experts for each, pooled; action units from the face",
        LICENCE,
        files,
        new Manifest.GridSpec(STEPS_PER_SECOND, PoolStudy.HALO, SEGMENT),
        faces.detector(),
        faceSpec(faces.face()),
        new Manifest.Audio(AudioFrontEnd.ID, AudioFrontEnd.DIMENSIONS),
        texts.words(),
        new Manifest.Fusion(FUSION_FILE, MEMORY, PoolGraph.inputs(texts.words().dimensions())),
        heads(faces),
        provenance);
  }

  private static void copy(Manifest source, String file, Map<String, Manifest.FileEntry> files) {
    files.put(file, source.files().get(file));
  }

  private static Manifest.Face faceSpec(Manifest.Face face) {
    long[] shape = {-1, ExpertAnswer.CLASSES};
    return new Manifest.Face(
        face.file(),
        face.input(),
        face.crop(),
        new TreeMap<>(Map.of(MEMORY.toString(), new Tensor(FaceAnswerGraph.OUTPUT, shape))));
  }

  private static Manifest.Heads heads(Manifest faces) {
    return new Manifest.Heads(
        new Manifest.Head(
            HeadGraph.FUSION,
            PoolGraph.EXPRESSION,
            Activation.SOFTMAX,
            FaceBundle.names(Expression.values()),
            null,
            PoolGraph.CERTAINTY,
            null),
        faces.heads().actionUnits());
  }
}
