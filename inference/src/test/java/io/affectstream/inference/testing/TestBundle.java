package io.affectstream.inference.testing;

import static io.affectstream.inference.testing.GraphBuilder.integer;
import static io.affectstream.inference.testing.GraphBuilder.integers;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A complete bundle of tiny graphs: 4x4 crops to a pooled feature [3] and an embedding [2]; a
 * fusion graph over segments of 3 + 2 * 2 steps whose logits are linear in (mean over the steps,
 * values at the centre's step, static feature) and their masks.
 */
public final class TestBundle {

  public static final int STEPS = 7;
  public static final int HALO = 2;
  public static final int EMBEDDING = 2;
  public static final int AUDIO = 42;
  public static final int WORDS = 384;
  public static final int MEMORY = 3;

  /** Values per step, the three masks last. */
  public static final int STEP_VALUES = EMBEDDING + AUDIO + WORDS + 3;

  /** Inputs of the linear heads of the fusion graph. */
  public static final int FUSED = 2 * STEP_VALUES + MEMORY + 1;

  private static final JsonMapper MAPPER = new JsonMapper();

  private static final String MANIFEST =
      """
      {"format": 1, "id": "tiny", "description": "Tiny graphs of a test.", "licence": "Apache-2.0",
       "files": {
         "face.onnx": {"licence": "Apache-2.0", "source": "test", "bytes": 0},
         "fusion.onnx": {"licence": "Apache-2.0", "source": "test", "bytes": 0}},
       "grid": {"stepsPerSecond": 30, "halo": 2, "segment": 3},
       "face": {"file": "face.onnx",
         "input": {"name": "image", "width": 4, "height": 4, "layout": "NCHW", "colour": "RGB",
                   "scale": 1, "mean": [0, 0, 0], "std": [1, 1, 1]},
         "crop": {"alignment": "box", "margin": 0},
         "outputs": {"embedding": {"name": "embedding", "shape": [-1, 2]},
                     "pooled": {"name": "pooled", "shape": [-1, 3]}}},
       "audio": {"frontEnd": "mfcc40+f0+rms@16000", "dimensions": 42},
       "words": {"encoder": "all-minilm-l6-v2", "mode": "isolated", "dimensions": 384},
       "fusion": {"file": "fusion.onnx", "memory": "pooled",
         "inputs": {"embedding": {"name": "e", "shape": [-1, 7, 2]},
                    "embedding_mask": {"name": "em", "shape": [-1, 7]},
                    "audio": {"name": "a", "shape": [-1, 7, 42]},
                    "audio_mask": {"name": "am", "shape": [-1, 7]},
                    "words": {"name": "w", "shape": [-1, 7, 384]},
                    "words_mask": {"name": "wm", "shape": [-1, 7]},
                    "static": {"name": "s", "shape": [-1, 3]},
                    "static_mask": {"name": "sm", "shape": [-1]},
                    "row": {"name": "row", "shape": [-1]},
                    "step": {"name": "step", "shape": [-1]}}},
       "heads": {
         "expression": {"graph": "fusion", "output": "logits", "activation": "softmax",
           "labels": ["NEUTRAL", "ANGER", "DISGUST", "FEAR", "HAPPINESS", "SADNESS", "SURPRISE",
                      "OTHER"]},
         "actionUnits": {"graph": "fusion", "output": "units", "activation": "sigmoid",
           "labels": ["AU1", "AU2", "AU4", "AU6", "AU7", "AU10", "AU12", "AU15", "AU23", "AU24",
                      "AU25", "AU26"]}},
       "provenance": {"note": "Random weights."}}
      """;

  private TestBundle() {}

  /** The manifest, which tests modify; digests are set when it is written. */
  public static ObjectNode manifest() {
    return parse(MANIFEST);
  }

  /** The same bundle with its heads on the per-face graph, 3 classes and 2 units, and no fusion. */
  public static ObjectNode faceOnly() {
    ObjectNode manifest = manifest();
    manifest.remove(List.of("fusion", "audio", "words"));
    manifest.withObject("/files").remove("fusion.onnx");
    manifest.set(
        "heads",
        parse(
            """
            {"expression": {"graph": "face", "output": "face_logits", "activation": "softmax",
               "labels": ["OTHER", "FEAR", "NEUTRAL"]},
             "actionUnits": {"graph": "face", "output": "face_units", "activation": "sigmoid",
               "labels": ["AU26", "AU1"], "thresholds": [0.3, 0.6]}}
            """));
    return manifest;
  }

  /** The complete bundle's manifest with {@link TinyDetector}. */
  public static ObjectNode withDetector() {
    ObjectNode manifest = manifest();
    manifest.set("detector", parse(TinyDetector.manifest()));
    manifest.withObject("/files").set("detector.onnx", manifest.at("/files/face.onnx").deepCopy());
    return manifest;
  }

  /** The graphs of {@link #withDetector}. */
  public static Map<String, byte[]> graphsWithDetector() {
    Map<String, byte[]> graphs = graphs();
    graphs.put("detector.onnx", TinyDetector.graph());
    return graphs;
  }

  static ObjectNode parse(String json) {
    try {
      return (ObjectNode) MAPPER.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The graphs the manifest names, by file. */
  public static Map<String, byte[]> graphs() {
    return new TreeMap<>(Map.of("face.onnx", face(), "fusion.onnx", fusion()));
  }

  private static byte[] face() {
    return new GraphBuilder()
        .input("image", -1, 3, 4, 4)
        .constant("we", new long[] {3, EMBEDDING}, weights(1, 3 * EMBEDDING))
        .constant("wl", new long[] {3, 3}, weights(2, 9))
        .constant("wu", new long[] {3, 2}, weights(3, 6))
        .node("GlobalAveragePool", List.of("image"), "gap")
        .node("Flatten", List.of("gap"), "pooled", integer("axis", 1))
        .node("MatMul", List.of("pooled", "we"), "embedding")
        .node("MatMul", List.of("pooled", "wl"), "face_logits")
        .node("MatMul", List.of("pooled", "wu"), "face_units")
        .output("pooled", -1, 3)
        .output("embedding", -1, EMBEDDING)
        .output("face_logits", -1, 3)
        .output("face_units", -1, 2)
        .build();
  }

  private static byte[] fusion() {
    return new GraphBuilder()
        .input("e", -1, STEPS, EMBEDDING)
        .input("a", -1, STEPS, AUDIO)
        .input("w", -1, STEPS, WORDS)
        .input("em", -1, STEPS)
        .input("am", -1, STEPS)
        .input("wm", -1, STEPS)
        .input("s", -1, MEMORY)
        .input("sm", -1)
        .longInput("row", -1)
        .longInput("step", -1)
        .longs("one", 1)
        .longs("two", 2)
        .constant("W", new long[] {FUSED, 8}, weights(4, FUSED * 8))
        .constant("U", new long[] {FUSED, 12}, weights(5, FUSED * 12))
        .node("Unsqueeze", List.of("em", "two"), "em3")
        .node("Unsqueeze", List.of("am", "two"), "am3")
        .node("Unsqueeze", List.of("wm", "two"), "wm3")
        .node("Concat", List.of("e", "a", "w", "em3", "am3", "wm3"), "x", integer("axis", 2))
        .node("ReduceMean", List.of("x"), "mean", integers("axes", 1L), integer("keepdims", 0))
        .node("Gather", List.of("mean", "row"), "ofSubject", integer("axis", 0))
        .node("Unsqueeze", List.of("row", "one"), "row2")
        .node("Unsqueeze", List.of("step", "one"), "step2")
        .node("Concat", List.of("row2", "step2"), "at", integer("axis", 1))
        .node("GatherND", List.of("x", "at"), "ofStep")
        .node("Unsqueeze", List.of("sm", "one"), "sm2")
        .node("Concat", List.of("ofSubject", "ofStep", "s", "sm2"), "all", integer("axis", 1))
        .node("MatMul", List.of("all", "W"), "logits")
        .node("MatMul", List.of("all", "U"), "units")
        .output("logits", -1, 8)
        .output("units", -1, 12)
        .build();
  }

  /** Weights of the heads, as in the graphs: seed 4 for expressions, 5 for action units. */
  public static float[] weights(long seed, int count) {
    Random random = new Random(seed);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = (float) random.nextGaussian() * 0.2f;
    }
    return weights;
  }

  /** Writes a bundle; sets digest and length in the entries of the passed files. */
  public static Path write(Path folder, ObjectNode manifest, Map<String, byte[]> files) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Files.write(folder.resolve(file.getKey()), file.getValue());
        if (manifest.withObject("/files").has(file.getKey())) {
          ObjectNode entry = (ObjectNode) manifest.get("files").get(file.getKey());
          entry.put("sha256", sha256(file.getValue())).put("bytes", file.getValue().length);
        }
      }
      Files.write(folder.resolve("manifest.json"), MAPPER.writeValueAsBytes(manifest));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the complete bundle. */
  public static Path write(Path folder) {
    return write(folder, manifest(), graphs());
  }

  /** Writes the bundle without fusion. */
  public static Path writeFaceOnly(Path folder) {
    return write(folder, faceOnly(), Map.of("face.onnx", graphs().get("face.onnx")));
  }

  public static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
