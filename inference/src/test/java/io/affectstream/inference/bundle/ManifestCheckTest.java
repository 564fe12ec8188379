package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.testing.TestBundle;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values of the manifest. */
class ManifestCheckTest extends BundleRefusals {

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
}
