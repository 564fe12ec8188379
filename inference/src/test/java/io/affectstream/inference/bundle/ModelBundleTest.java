package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.testing.GraphBuilder;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.inference.testing.TinyDetector;
import io.affectstream.inference.testing.TinyText;
import io.affectstream.schemas.bundle.FaceMemory;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.WordMode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModelBundleTest {

  @TempDir Path temp;

  @Test
  void opensAFolder() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    ModelBundle bundle = ModelBundle.open(folder);
    byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
    assertThat(bundle.identity()).isEqualTo("tiny@" + TestBundle.sha256(manifest).substring(0, 8));
    assertThat(bundle.manifest().fusion().memory()).isEqualTo(FaceMemory.POOLED);
    assertThat(bundle.file("face.onnx")).isEqualTo(TestBundle.graphs().get("face.onnx"));
  }

  @Test
  void opensAZip() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    ModelBundle zipped = ModelBundle.open(zip(folder, ""));
    assertThat(zipped.identity()).isEqualTo(ModelBundle.open(folder).identity());
    assertThat(zipped.file("fusion.onnx")).isEqualTo(TestBundle.graphs().get("fusion.onnx"));
  }

  @Test
  void opensABundleOnTheClassPath() throws Exception {
    Path folder = TestBundle.write(temp.resolve("bundles/tiny"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertThat(ModelBundle.named("tiny").identity())
          .isEqualTo(ModelBundle.open(folder).identity());
      assertThat(catchThrowableOfType(BundleException.class, () -> ModelBundle.named("other")))
          .hasMessageContaining("'other' (shipped) is refused, 1 problem")
          .hasMessageContaining("manifest.json: expected the manifest at the top of the bundle");
      assertThat(catchThrowableOfType(BundleException.class, () -> ModelBundle.named("../x")))
          .hasMessageContaining("name: expected lower-case letters");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void everyAlteredByteOfAGraphIsRefused() throws Exception {
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Path file = folder.resolve("face.onnx");
    byte[] graph = Files.readAllBytes(file);
    for (int i : new int[] {0, graph.length / 2, graph.length - 1}) {
      byte[] altered = graph.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      assertThat(refused(folder).problems())
          .containsExactly(
              new BundleProblem(
                  "face.onnx",
                  "sha256 " + TestBundle.sha256(graph),
                  "'" + TestBundle.sha256(altered) + "'",
                  "copy the bundle again, or assemble it again if the change is meant"));
    }
  }

  @Test
  void anAlteredManifestIsAnotherIdentity() throws Exception {
    String one = ModelBundle.open(TestBundle.write(temp.resolve("a"))).identity();
    ObjectNode manifest = TestBundle.manifest().put("description", "Changed.");
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphs());
    assertThat(ModelBundle.open(folder).identity()).startsWith("tiny@").isNotEqualTo(one);
  }

  @Test
  void reportsEveryProblemAtOnce() throws Exception {
    ObjectNode manifest = TestBundle.manifest();
    manifest.withObject("/grid").put("halo", -1);
    manifest.withObject("/audio").put("frontEnd", "mfcc13@8000");
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphs());
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.delete(folder.resolve("face.onnx"));
    BundleException e = refused(folder);
    assertThat(e.problems())
        .extracting(BundleProblem::where)
        .contains("manifest.json: grid.halo", "manifest.json: audio.frontEnd", "face.onnx")
        .contains("notes.txt");
    assertThat(e.getMessage().lines().count()).isEqualTo(1 + e.problems().size());
    assertThat(e).hasMessageStartingWith("bundle " + folder + " is refused, ");
  }

  @Test
  void aBundleThatIsNotThereIsRefused() {
    assertThat(refused(temp.resolve("absent")))
        .hasMessageContaining("expected a folder or zip with manifest.json, found nothing");
  }

  @Test
  void aFolderWithoutManifestIsRefused() throws Exception {
    Files.writeString(temp.resolve("model.onnx"), "x");
    assertThat(refused(temp))
        .hasMessageContaining("manifest.json: expected the manifest at the top of the bundle")
        .hasMessageContaining("found 1 file(s): model.onnx; pass the folder that holds it");
  }

  @Test
  void aZipOfTheFolderInsteadOfItsContentIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    assertThat(refused(zip(folder, "b/")))
        .hasMessageContaining("found 3 file(s): b/face.onnx, b/fusion.onnx, b/manifest.json")
        .hasMessageContaining("or a zip of that folder's content");
  }

  @Test
  void aFileThatIsNoZipIsRefused() throws Exception {
    Path file = Files.writeString(temp.resolve("b.zip"), "no zip");
    assertThat(refused(file)).hasMessageContaining("an error: java.util.zip.ZipException");
  }

  @Test
  void anUnreadableManifestIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.writeString(folder.resolve("manifest.json"), "{\"format\": 2}");
    assertThat(refused(folder))
        .hasMessageContaining("manifest.json: expected a manifest of format 1")
        .hasMessageContaining("at 'format': expected 1, found 2");
    Files.write(folder.resolve("manifest.json"), new byte[(1 << 20) + 1]);
    assertThat(refused(folder)).hasMessageContaining("manifest.json: expected at most 1 MiB");
  }

  @Test
  void aMissingFileIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.delete(folder.resolve("fusion.onnx"));
    assertThat(refused(folder))
        .hasMessageContaining("fusion.onnx: expected this file, found nothing; copy the bundle");
  }

  @Test
  void aShortOrLongFileIsRefused() throws Exception {
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Path file = folder.resolve("face.onnx");
    byte[] graph = Files.readAllBytes(file);
    Files.write(file, new byte[] {1, 2});
    assertThat(refused(folder))
        .hasMessageContaining(
            "face.onnx: expected %d bytes, found 2 bytes".formatted(graph.length));
    Files.write(file, new byte[graph.length + 5]);
    assertThat(refused(folder))
        .hasMessageContaining("expected %d bytes, found more than that".formatted(graph.length));
  }

  @Test
  void anUnlistedFileIsRefused() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    Files.createDirectory(folder.resolve("sub"));
    Files.writeString(folder.resolve("sub/extra.bin"), "x");
    assertThat(refused(folder))
        .hasMessageContaining("sub/extra.bin: expected only files the manifest lists");
    assertThat(refused(zip(folder, ""))).hasMessageContaining("sub/extra.bin: expected only");
  }

  @Test
  void filesOutsideOfTheBundleAreRefused() throws Exception {
    Files.write(temp.resolve("outside.onnx"), TestBundle.graphs().get("face.onnx"));
    for (String name : List.of("../outside.onnx", "/etc/passwd", "a/../../b", "a\\b", "./c", "")) {
      ObjectNode manifest = TestBundle.manifest();
      manifest.withObject("/files").set(name, manifest.get("files").get("face.onnx").deepCopy());
      ((ObjectNode) manifest.get("files").get(name)).put("sha256", "0".repeat(64)).put("bytes", 9);
      Path folder =
          TestBundle.write(Files.createTempDirectory(temp, "b"), manifest, TestBundle.graphs());
      assertThat(refused(folder).problems())
          .as(name)
          .singleElement()
          .hasToString(
              "manifest.json: files: expected paths within the bundle, of letters, digits, '.', '_', '-' and '/', found '%s'; move the file into the bundle and name it so"
                  .formatted(name));
    }
  }

  @Test
  void aLinkOutOfTheBundleIsRefused() throws Exception {
    Path outside = temp.resolve("outside.onnx");
    Files.write(outside, TestBundle.graphs().get("face.onnx"));
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Files.delete(folder.resolve("face.onnx"));
    Files.createSymbolicLink(folder.resolve("face.onnx"), outside);
    assertThat(refused(folder))
        .hasMessageContaining("face.onnx: expected a readable file")
        .hasMessageContaining("a link that leads out of the bundle");
  }

  static Stream<Arguments> refusedManifests() {
    return Stream.of(
        key(m -> m.put("id", "a b"), "id: expected 1 to 100 letters"),
        key(m -> m.put("description", " "), "description: expected some text"),
        key(m -> m.remove("licence"), "licence: expected some text, found nothing"),
        key(m -> m.remove("provenance"), "provenance: expected a value"),
        key(m -> m.remove("files"), "files: expected every file of the bundle"),
        at(
            "/files/face.onnx",
            f -> f.remove("licence"),
            "files.'face.onnx': expected sha256 of 64"),
        key(m -> m.remove("grid"), "grid: expected a value, found nothing"),
        at("/grid", g -> g.put("stepsPerSecond", 0), "grid.stepsPerSecond: expected 1 to 1000"),
        at("/grid", g -> g.put("halo", -1), "grid.halo: expected 0 to 10000, found -1"),
        at("/grid", g -> g.put("segment", 0), "grid.segment: expected 1 to 10000, found 0"),
        detector(
            d -> d.put("kind", "mtcnn"), "detector.kind: expected one of [grid, yunet], found 'm"),
        detector(d -> d.put("file", "no.onnx"), "detector.file: expected a file listed under"),
        detector(d -> d.put("scoreThreshold", 1.5), "detector.scoreThreshold: expected a number"),
        detector(d -> d.put("nmsThreshold", 0), "detector.nmsThreshold: expected a number between"),
        detector(d -> d.put("maxSide", 8), "detector.maxSide: expected 32 to 8192, found 8"),
        detector(d -> {}, "face.onnx: expected the outputs of a YuNet detector, found no [bbox_16"),
        detector(d -> d.put("kind", "grid"), "detector.grid: expected a value, found nothing"),
        detector(
            d ->
                d.putObject("grid")
                    .put("minFace", 1)
                    .put("window", 1)
                    .put("followThreshold", 1)
                    .put("smallThreshold", 1),
            "detector.grid: expected no such key, as the detector is of kind 'yunet'"),
        at("/face", f -> f.put("file", "x.onnx"), "face.file: expected a file listed"),
        at("/face", f -> f.remove("input"), "face.input: expected a value"),
        at("/face", f -> f.remove("crop"), "face.crop: expected a value"),
        image(p -> p.put("width", 0), "face.input.width: expected 1 to 4096, found 0"),
        image(p -> p.put("height", 9999), "face.input.height: expected 1 to 4096, found 9999"),
        image(p -> p.put("layout", "CHW"), "face.input.layout: expected one of [NCHW, NHWC]"),
        image(p -> p.put("colour", "rgb"), "face.input.colour: expected one of [RGB, BGR, GREY]"),
        image(p -> p.put("scale", 0), "face.input.scale: expected a finite number other than 0"),
        image(p -> p.putArray("mean").add(1), "face.input.mean: expected 3 finite numbers"),
        image(
            p -> p.putArray("std").add(1).add(0).add(1),
            "face.input.std: expected 3 finite non-zero numbers, one per channel, found [1.0, 0.0"),
        image(p -> p.put("name", "x"), "face.onnx: expected an input named 'x', found inputs"),
        image(
            p -> p.put("name", "x"),
            "face.onnx: expected only the inputs [x], found also [image], which nothing would"),
        image(
            p -> p.put("width", 5),
            "face.onnx: input 'image': expected shape [-1, 3, 4, 5], found [-1, 3, 4, 4]"),
        image(
            p -> p.put("layout", "NHWC"),
            "face.onnx: input 'image': expected shape [-1, 4, 4, 3], found [-1, 3, 4, 4]"),
        at("/face/crop", c -> c.put("alignment", "affine"), "face.crop.alignment: expected one of"),
        at(
            "/face/crop",
            c -> c.put("margin", -0.1),
            "face.crop.margin: expected a share in [0, 2]"),
        at(
            "/face/crop",
            c -> c.put("alignment", "similarity"),
            "face.crop.landmarks: expected 10 numbers in [0, 1]"),
        at(
            "/face/crop",
            c -> c.putArray("landmarks").add(0.5).add(0.5),
            "face.crop.landmarks: expected 10 numbers in [0, 1]: x, y of right eye, left eye, nose,"
                + " right and left mouth corner, found [0.5, 0.5]"),
        at(
            "/face/outputs",
            o -> o.set("logits", o.get("pooled")),
            "face.outputs.logits: expected one of [embedding, pooled, tokens]"),
        at(
            "/face/outputs/pooled",
            o -> o.putArray("shape").add(-1).add(0),
            "face.outputs.pooled.shape: expected 2 axes, -1 first, the others positive"),
        at(
            "/face/outputs/embedding",
            o -> o.put("name", "missing"),
            "face.onnx: expected an output named 'missing', found outputs named [embedding,"),
        at(
            "/audio",
            a -> a.put("frontEnd", "mfcc13@8000"),
            "audio.frontEnd: expected 'mfcc40+f0+rms@16000', found 'mfcc13@8000'; use a bundle"
                + " made"),
        at("/audio", a -> a.put("dimensions", 40), "audio.dimensions: expected 42, found 40"),
        at(
            "/words",
            w -> w.put("encoder", "bert"),
            "words.encoder: expected 'all-minilm-l6-v2', found 'bert'"),
        at(
            "/words",
            w -> w.put("mode", "sentence"),
            "words.mode: expected one of [isolated, utterance]"),
        at("/words", w -> w.put("dimensions", 768), "words.dimensions: expected 384, found 768"),
        at("/fusion", f -> f.put("file", "f.onnx"), "fusion.file: expected a file listed"),
        at("/fusion", f -> f.remove("memory"), "fusion.memory: expected one of [pooled, tokens]"),
        at(
            "/fusion",
            f -> f.put("memory", "tokens"),
            "face.outputs.tokens: expected this part, as fusion.inputs.static reads it"),
        inputs(i -> i.remove("row"), "fusion.inputs.row.shape: expected [-1], found nothing"),
        inputs(
            i -> i.remove("audio_mask"),
            "fusion.inputs.audio_mask.shape: expected [-1, 7], or -1 for the segment + 2 halo"),
        inputs(
            i -> i.remove("words"),
            "fusion.inputs.words.shape: expected [-1, 7, 384], or -1 for the segment"),
        inputs(
            i -> i.remove(List.of("words", "words_mask")),
            "fusion.onnx: expected only the inputs [a, am, e, em, row, s, sm, step], found also [w,"
                + " wm]"),
        inputs(
            i -> i.set("extra", i.get("row")),
            "fusion.inputs.extra: expected one of [embedding, embedding_mask"),
        inputs(
            i -> ((ObjectNode) i.get("step")).put("name", "row"),
            "fusion.inputs.step.name: expected a tensor of its own, found 'row'"),
        inputs(
            i -> ((ObjectNode) i.get("static")).putArray("shape").add(-1).add(4),
            "fusion.inputs.static.shape: expected [-1, ...] with the 3 numbers of"
                + " face.outputs.pooled, found [-1, 4]"),
        inputs(
            i -> ((ObjectNode) i.get("row")).put("name", "em"),
            "fusion.onnx: input 'em': expected INT64, found FLOAT32"),
        key(
            m -> m.remove("audio"),
            "audio: expected this part, as fusion.inputs.audio reads it, found nothing"),
        at(
            "/grid",
            g -> g.put("halo", 3),
            "fusion.inputs.audio.shape: expected [-1, 9, 42], or -1 for the segment + 2 halo steps,"
                + " found [-1, 7, 42]"),
        key(m -> m.remove("heads"), "heads: expected a value"),
        at("/heads", h -> h.remove("expression"), "heads.expression: expected a value"),
        expression(
            e -> e.put("graph", "body"), "heads.expression.graph: expected one of [face, fusion]"),
        expression(
            e -> e.put("graph", "face"),
            "heads.actionUnits.graph: expected 'face', found 'fusion'"),
        expression(
            e -> e.put("output", "probs"),
            "fusion.onnx: expected an output named 'probs', found outputs named [logits, units]"),
        expression(
            e -> e.put("activation", "relu"),
            "heads.expression.activation: expected one of [none, softmax, sigmoid], found 'relu'"),
        expression(e -> e.putArray("labels"), "heads.expression.labels: expected at least one"),
        expression(
            e -> ((ArrayNode) e.get("labels")).set(1, "JOY"),
            "heads.expression.labels[1]: expected one of [NEUTRAL, ANGER, DISGUST, FEAR, HAPPINESS,"
                + " SADNESS, SURPRISE, OTHER], found 'JOY'"),
        expression(
            e -> ((ArrayNode) e.get("labels")).set(1, "NEUTRAL"),
            "heads.expression.labels[1]: expected each label once, found NEUTRAL again"),
        expression(
            e -> ((ArrayNode) e.get("labels")).remove(7),
            "fusion.onnx: output 'logits': expected shape [-1, 7], found [-1, 8]"),
        expression(
            e -> e.putArray("thresholds").add(0.5),
            "heads.expression.thresholds: expected no such key"),
        expression(
            e -> e.putArray("withheld").add("ANGER"),
            "heads.expression.withheld: expected no such key"),
        at(
            "/heads/actionUnits",
            a -> a.putArray("withheld").add("AU45"),
            "heads.actionUnits.withheld: expected labels of the head, each once, found [AU45]"),
        at(
            "/heads/actionUnits",
            a -> a.putArray("withheld").add("AU1").add("AU1"),
            "heads.actionUnits.withheld: expected labels of the head, each once"),
        at(
            "/heads/actionUnits",
            a -> ((ArrayNode) a.get("labels")).set(0, "AU45"),
            "heads.actionUnits.labels[0]: expected one of [AU1, AU2,"),
        at(
            "/heads/actionUnits",
            a -> a.putArray("thresholds").add(0.5),
            "heads.actionUnits.thresholds: expected 12 numbers in [0, 1], one per label, found"
                + " [0.5]"),
        key(
            m -> m.remove("fusion"),
            "heads.expression.graph: expected a graph of the bundle, found fusion, a part the"
                + " manifest does not have"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedManifests")
  void isRefusedWithItsMessage(String expected, Consumer<ObjectNode> change) {
    ObjectNode manifest = TestBundle.manifest();
    change.accept(manifest);
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphs());
    assertThat(refused(folder)).hasMessageContaining(expected);
  }

  static Stream<Arguments> refusedWordsNetworks() {
    return Stream.of(
        at("", w -> w.put("encoder", "bert"), "words.encoder: expected 'utterance', found 'bert'"),
        at("", w -> w.put("dimensions", 9), "words.dimensions: expected 10, found 9"),
        at("", w -> w.remove("network"), "words.network: expected a value, found nothing"),
        at(
            "/network",
            n -> n.put("vocabulary", "tokens.txt"),
            "words.network.vocabulary: expected a file listed under 'files', found 'tokens.txt'"),
        at(
            "/network",
            n -> n.put("maxTokens", 2),
            "words.network.maxTokens: expected 3 to 512, found 2"),
        at(
            "/network",
            n -> n.put("input", "ids"),
            "words.onnx: expected an input named 'ids', found inputs named [tokens]"),
        at(
            "/network/outputs",
            o -> o.remove("embedding"),
            "words.network.outputs.embedding: expected a value, found nothing"),
        at(
            "/network/outputs/log_probabilities",
            o -> o.putArray("shape").add(-1).add(7),
            "words.network.outputs.log_probabilities.shape[1]: expected 8, found 7"),
        at(
            "/network/outputs/embedding",
            o -> o.put("name", "vector"),
            "words.onnx: expected an output named 'vector', found outputs named [embedding,"
                + " logs]"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedWordsNetworks")
  void aWordsNetworkIsRefusedWithItsMessage(String expected, Consumer<ObjectNode> change) {
    ObjectNode manifest = TinyText.bundle();
    change.accept((ObjectNode) manifest.get("words"));
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TinyText.files());
    assertThat(refused(folder)).hasMessageContaining(expected);
  }

  @Test
  void aBundleWithAWordsNetworkOpens() throws Exception {
    ModelBundle bundle =
        ModelBundle.open(TestBundle.write(temp.resolve("b"), TinyText.bundle(), TinyText.files()));
    assertThat(bundle.manifest().words().network().maxTokens()).isEqualTo(TinyText.MAX_TOKENS);
  }

  static Stream<Arguments> refusedGrids() {
    return Stream.of(
        key(g -> g.put("input", ""), "detector.grid.input: expected some text"),
        key(
            g -> g.put("input", "pixels"),
            "detector.onnx: expected an input named 'pixels', found inputs named [image]"),
        key(
            g -> g.put("scores", "probability_"),
            "detector.onnx: expected an output named 'probability_16', found outputs named"),
        key(
            g -> g.put("boxes", "points_"),
            "detector.onnx: output 'points_16': expected shape [-1, -1, 4], found [-1, -1, 10]"),
        key(g -> g.put("minFace", 0), "detector.grid.minFace: expected 1 to 320, found 0"),
        key(
            g -> g.put("window", 48),
            "detector.grid.window: expected a multiple of the largest stride, 32 to 512, found 48"),
        key(
            g -> g.put("followThreshold", 0.8),
            "detector.grid.followThreshold: expected a number above 0 and at most"
                + " detector.scoreThreshold, found 0.8"),
        key(
            g -> g.put("smallThreshold", 0.3),
            "detector.grid.smallThreshold: expected a number from detector.scoreThreshold to 1,"
                + " found 0.3"),
        key(
            g -> g.putArray("strides").add(32).add(16),
            "detector.grid.strides: expected ascending numbers from 1 to 128, each a multiple of"
                + " the one before, found [32, 16]"),
        key(g -> g.putArray("strides"), "detector.grid.strides: expected ascending numbers"),
        key(
            g -> g.putArray("strides").add(8).add(16),
            "detector.onnx: expected an output named 'score_8', found outputs named [box_16"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusedGrids")
  void aGridDetectorIsRefusedWithItsMessage(String expected, Consumer<ObjectNode> change) {
    ObjectNode manifest = TestBundle.withDetector();
    change.accept((ObjectNode) manifest.at("/detector/grid"));
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphsWithDetector());
    assertThat(refused(folder)).hasMessageContaining(expected);
  }

  @Test
  void aGridDetectorWhoseOutputsHaveOtherCellsIsRefused() throws Exception {
    ObjectNode manifest = TestBundle.withDetector();
    Map<String, byte[]> graphs = TestBundle.graphsWithDetector();
    assertThat(ModelBundle.open(TestBundle.write(temp.resolve("a"), manifest, graphs)).manifest())
        .extracting(m -> m.detector().grid().window())
        .isEqualTo(64);
    graphs.put("detector.onnx", TinyDetector.graphOfHalfTheCells());
    assertThat(refused(TestBundle.write(temp.resolve("b"), manifest, graphs)))
        .hasMessageContaining("detector.onnx: expected one cell per stride in images of 64 x 32");
  }

  @Test
  void shippedBundlesNameTheBuiltInDetectorWithItsDigest() throws Exception {
    for (String name : List.of("face-3", "face-3-int8", "fusion-4")) {
      ModelBundle bundle = ModelBundle.named(name);
      Manifest.Detector detector = bundle.manifest().detector();
      assertThat(detector).usingRecursiveComparison().isEqualTo(BuiltInDetector.spec());
      assertThat(bundle.manifest().files().get(detector.file())).isEqualTo(BuiltInDetector.entry());
      assertThat(bundle.file(detector.file())).isEqualTo(BuiltInDetector.file());
    }
  }

  @Test
  void theDefaultBundleUsesEveryModalityAndStatesItsCertainty() throws Exception {
    Manifest shipped = ModelBundle.named(ModelSource.SHIPPED).manifest();
    assertThat(shipped.face()).isNotNull();
    assertThat(shipped.audio()).isNotNull();
    assertThat(shipped.words().mode()).isEqualTo(WordMode.UTTERANCE);
    assertThat(shipped.heads().expression().certainty()).isEqualTo("certainty");
  }

  @Test
  void aGraphWithAFixedBatchIsRefused() {
    byte[] fixed =
        new GraphBuilder()
            .input("image", 1, 3, 4, 4)
            .node("Identity", List.of("image"), "same")
            .output("same", 1, 3, 4, 4)
            .build();
    Path folder =
        TestBundle.write(temp.resolve("b"), TestBundle.faceOnly(), Map.of("face.onnx", fixed));
    assertThat(refused(folder))
        .hasMessageContaining("input 'image': expected shape [-1, 3, 4, 4], found [1, 3, 4, 4]");
  }

  @Test
  void aFileThatIsNoGraphIsRefused() {
    Path folder =
        TestBundle.write(
            temp.resolve("b"), TestBundle.faceOnly(), Map.of("face.onnx", new byte[] {1, 2, 3}));
    assertThat(refused(folder))
        .hasMessageContaining(
            "face.onnx: expected a graph that ONNX Runtime loads, found face.onnx")
        .hasMessageContaining("export it again");
  }

  private static BundleException refused(Path path) {
    return catchThrowableOfType(BundleException.class, () -> ModelBundle.open(path));
  }

  private static Arguments key(Consumer<ObjectNode> change, String expected) {
    return Arguments.of(expected, change);
  }

  private static Arguments at(String pointer, Consumer<ObjectNode> change, String expected) {
    Consumer<ObjectNode> all = manifest -> change.accept((ObjectNode) manifest.at(pointer));
    return Arguments.of(expected, all);
  }

  private static Arguments image(Consumer<ObjectNode> change, String expected) {
    return at("/face/input", change, expected);
  }

  private static Arguments inputs(Consumer<ObjectNode> change, String expected) {
    return at("/fusion/inputs", change, expected);
  }

  private static Arguments expression(Consumer<ObjectNode> change, String expected) {
    return at("/heads/expression", change, expected);
  }

  private static Arguments detector(Consumer<ObjectNode> change, String expected) {
    return key(
        manifest -> {
          ObjectNode detector = manifest.putObject("detector");
          detector.put("kind", "yunet").put("file", "face.onnx").put("maxSide", 320);
          detector.put("scoreThreshold", 0.6).put("nmsThreshold", 0.3);
          change.accept(detector);
        },
        expected);
  }

  private Path zip(Path folder, String prefix) throws IOException {
    Path file = temp.resolve(prefix.replace("/", "_") + "bundle.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path source : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(prefix + folder.relativize(source)));
        Files.copy(source, zip);
        zip.closeEntry();
      }
    }
    return file;
  }
}
