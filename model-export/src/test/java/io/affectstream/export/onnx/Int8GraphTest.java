package io.affectstream.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A residual network of random weights, with a head, through ONNX Runtime. */
class Int8GraphTest {

  private static final int SIDE = 8;
  private static final int CHANNELS = 6;
  private static final int PICTURES = 64;
  private static final int CLASSES = 5;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Random random = new Random(5);
  private final byte[] floats = network();
  private final float[] images = gaussians(PICTURES * SIDE * SIDE, 1);

  @Test
  void mapsAreThoseBetweenTheFirstConvolutionAndTheLast() {
    assertThat(new Int8Graph(floats).maps())
        .containsExactly("image", "relu_1", "maxpool_2", "relu_4", "conv_5", "relu_7", "conv_8");
  }

  @Test
  void integersSayNearlyTheSameAsFloats() throws Exception {
    float[] expected = run(floats, images, "logits");
    float[] found = run(quantised(), images, "logits");
    double difference = 0;
    double size = 0;
    for (int i = 0; i < expected.length; i++) {
      difference += Math.abs(found[i] - expected[i]) / expected.length;
      size += Math.abs(expected[i]) / expected.length;
    }
    assertThat(difference).isPositive().isLessThan(0.03 * size);
  }

  @Test
  void aRowDoesNotDependOnTheOthersOfItsBatch() throws Exception {
    byte[] model = quantised();
    float[] all = run(model, images, "logits");
    int plane = SIDE * SIDE;
    for (int i = 0; i < PICTURES; i++) {
      float[] alone = run(model, Arrays.copyOfRange(images, i * plane, (i + 1) * plane), "logits");
      assertThat(alone).isEqualTo(Arrays.copyOfRange(all, i * CLASSES, (i + 1) * CLASSES));
    }
  }

  /** Twice 255 times the maximum weight fits in 16 bits. */
  @Test
  void kernelsHaveSevenBitsAndMapsEight() throws Exception {
    OnnxMl.GraphProto graph = OnnxMl.ModelProto.parseFrom(quantised()).getGraph();
    List<OnnxMl.TensorProto> kernels =
        graph.getInitializerList().stream()
            .filter(tensor -> tensor.getName().endsWith(".int8"))
            .toList();

    assertThat(kernels).hasSize(4);
    for (OnnxMl.TensorProto kernel : kernels) {
      byte[] weights = kernel.getRawData().toByteArray();
      int greatest = 0;
      for (byte weight : weights) {
        greatest = Math.max(greatest, Math.abs(weight));
      }
      assertThat(greatest).isEqualTo(63);
    }
    assertThat(
            graph.getNodeList().stream()
                .collect(Collectors.groupingBy(OnnxMl.NodeProto::getOpType, Collectors.counting())))
        .containsEntry("QuantizeLinear", 7L)
        .containsEntry("DequantizeLinear", 7L + 4 + 4)
        .containsEntry("Conv", 4L);
    assertThat(graph.getInitializerList())
        .extracting(OnnxMl.TensorProto::getName)
        .doesNotHaveDuplicates()
        .contains("head");
  }

  @Test
  void whatHasNothingToChangeIsRefused() {
    OnnxGraph plain = new OnnxGraph("plain");
    String x = plain.input("x", OnnxGraph.BATCH, 2);
    plain.output("y", plain.add("Relu", List.of(x)), OnnxGraph.BATCH, 2);

    assertThatThrownBy(() -> new Int8Graph(plain.toByteArray()))
        .hasMessageContaining("expected convolutions, found none");
    assertThatThrownBy(() -> new Int8Graph(new byte[] {1, 2, 3}))
        .hasMessageContaining("expected an ONNX model");
  }

  @Test
  void zeroHasAnIntegerOfItsOwn() {
    assertThat(new Range(0, 5.1f).zero()).isZero();
    assertThat(new Range(-1, 3).zero()).isEqualTo(64);
    assertThat(new Range(-2, 0).zero()).isEqualTo(255);
    assertThat(new Range(0, 5.1f).scale()).isEqualTo(0.02f);
    assertThat(Range.EMPTY.scale()).isEqualTo(1);
    assertThat(new Range(-1, 2).and(new Range(-3, 1))).isEqualTo(new Range(-3, 2));
  }

  private byte[] quantised() throws OrtException {
    Int8Graph graph = new Int8Graph(floats);
    Map<String, Range> ranges = new HashMap<>();
    for (String map : graph.maps()) {
      float low = 0;
      float high = 0;
      for (float value : run(graph.watched(), images, map)) {
        low = Math.min(low, value);
        high = Math.max(high, value);
      }
      ranges.put(map, new Range(low, high));
    }
    return graph.write(ranges);
  }

  private float[] run(byte[] model, float[] input, String output) throws OrtException {
    long rows = input.length / (SIDE * SIDE);
    try (OrtSession session = environment.createSession(model);
        OnnxTensor tensor =
            OnnxTensor.createTensor(
                environment, FloatBuffer.wrap(input), new long[] {rows, 1, SIDE, SIDE});
        OrtSession.Result result = session.run(Map.of("image", tensor), Set.of(output))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[buffer.remaining()];
      buffer.get(values);
      return values;
    }
  }

  /** Stem, maximum, a residual unit whose shortcut is a projection, mean, head. */
  private byte[] network() {
    OnnxGraph graph = new OnnxGraph("network");
    String image = graph.input("image", OnnxGraph.BATCH, 1, SIDE, SIDE);
    String stem = graph.add("Relu", List.of(convolution(graph, image, 1, 3)));
    String map =
        graph.add(
            "MaxPool",
            List.of(stem),
            Attribute.of("kernel_shape", new long[] {2, 2}),
            Attribute.of("strides", new long[] {2, 2}));
    String first = graph.add("Relu", List.of(convolution(graph, map, CHANNELS, 3)));
    String second = convolution(graph, first, CHANNELS, 3);
    String sum = graph.add("Add", List.of(second, map));
    String result = graph.add("Relu", List.of(sum));
    String wide = convolution(graph, result, CHANNELS, 1);
    String pooled =
        graph.add(
            "ReduceMean",
            List.of(wide),
            Attribute.of("axes", new long[] {2, 3}),
            Attribute.of("keepdims", 0));
    String head = graph.constant("head", gaussians(CHANNELS * CLASSES, 1), CHANNELS, CLASSES);
    graph.output("logits", graph.add("MatMul", List.of(pooled, head)), OnnxGraph.BATCH, CLASSES);
    return graph.toByteArray();
  }

  private String convolution(OnnxGraph graph, String map, int in, int side) {
    String name = map + ".to." + side + "." + in + "." + random.nextInt(1_000_000);
    int size = CHANNELS * in * side * side;
    String kernel =
        graph.constant(
            name + ".kernel",
            gaussians(size, Math.sqrt(2.0 / (in * side * side))),
            CHANNELS,
            in,
            side,
            side);
    String bias = graph.constant(name + ".bias", gaussians(CHANNELS, 0.1), CHANNELS);
    long pad = side / 2;
    return graph.add(
        "Conv",
        List.of(map, kernel, bias),
        Attribute.of("kernel_shape", new long[] {side, side}),
        Attribute.of("pads", new long[] {pad, pad, pad, pad}));
  }

  private float[] gaussians(int count, double deviation) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }
}
