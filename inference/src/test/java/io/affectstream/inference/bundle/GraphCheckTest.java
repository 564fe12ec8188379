package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.testing.GraphBuilder;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.inference.testing.TinyDetector;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Graphs that do not match the manifest. */
class GraphCheckTest extends BundleRefusals {

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
}
