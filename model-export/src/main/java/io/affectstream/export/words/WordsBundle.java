package io.affectstream.export.words;

import io.affectstream.export.face.FaceBundle;
import io.affectstream.inference.bundle.BundleAssembler;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.words.UtteranceEncoder;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import io.affectstream.schemas.bundle.WordMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The bundle of a words network alone: the expression of the utterance so far, held until the next
 * word.
 *
 * @param id name of the bundle
 * @param model content of the network's ONNX file
 * @param vocabulary tokens in the order of their ids
 * @param maxTokens tokens of the longest text
 * @param embedding numbers of the embedding
 * @param provenance where the weights come from
 */
public record WordsBundle(
    String id,
    byte[] model,
    List<String> vocabulary,
    int maxTokens,
    int embedding,
    Manifest.Provenance provenance) {

  private static final String WORDS_FILE = "words.onnx";
  private static final String VOCABULARY_FILE = "vocabulary.txt";
  private static final String FUSION_FILE = "fusion.onnx";
  private static final String LICENCE = "Apache-2.0";
  private static final int STEPS_PER_SECOND = 30;
  private static final int HALO = 60;
  private static final int SEGMENT = 15;

  /**
   * Writes and verifies the folder, which must not exist.
   *
   * @throws IOException if it exists or a file cannot be written
   * @throws BundleException if the result is no valid bundle
   */
  public ModelBundle write(Path folder) throws IOException, BundleException {
    byte[] tokens = (String.join("\n", vocabulary) + "\n").getBytes(StandardCharsets.UTF_8);
    return BundleAssembler.assembleContents(
        manifest(),
        Map.of(
            WORDS_FILE,
            model,
            VOCABULARY_FILE,
            tokens,
            FUSION_FILE,
            HoldWordsGraph.write(dimensions())),
        folder);
  }

  private int dimensions() {
    return Expression.values().length + embedding;
  }

  private Manifest manifest() {
    Manifest.FileEntry trained =
        new Manifest.FileEntry(
            null,
            0,
            LICENCE,
            "all-MiniLM-L6-v2 (Apache-2.0) fine-tuned by this project; see docs/models/%s.md"
                .formatted(id));
    return new Manifest(
        Manifest.FORMAT,
        id,
        "Words in context: seven expressions from the utterance so far",
        LICENCE,
        new TreeMap<>(Map.of(WORDS_FILE, trained, VOCABULARY_FILE, trained, FUSION_FILE, trained)),
        new Manifest.GridSpec(STEPS_PER_SECOND, HALO, SEGMENT),
        null,
        null,
        null,
        new Manifest.Words(UtteranceEncoder.ID, WordMode.UTTERANCE, dimensions(), network()),
        new Manifest.Fusion(FUSION_FILE, null, HoldWordsGraph.inputs(dimensions())),
        new Manifest.Heads(HoldWordsGraph.head(FaceBundle.names(Expression.values())), null),
        provenance);
  }

  private TextNetwork network() {
    Map<String, Tensor> outputs = new TreeMap<>();
    outputs.put(
        TextNetwork.LOG_PROBABILITIES,
        new Tensor(TextNetGraph.LOG_PROBABILITIES, new long[] {-1, Expression.values().length}));
    outputs.put(
        TextNetwork.EMBEDDING, new Tensor(TextNetGraph.EMBEDDING, new long[] {-1, embedding}));
    return new TextNetwork(WORDS_FILE, VOCABULARY_FILE, maxTokens, TextNetGraph.INPUT, outputs);
  }
}
