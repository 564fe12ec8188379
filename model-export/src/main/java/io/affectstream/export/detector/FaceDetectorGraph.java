package io.affectstream.export.detector;

import ai.djl.nn.ParameterList;
import ai.djl.nn.convolutional.Conv2d;
import io.affectstream.export.face.ConvNodes;
import io.affectstream.export.onnx.Attribute;
import io.affectstream.export.onnx.OnnxGraph;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.blocks.FoldedConvolution;
import io.affectstream.training.blocks.SeparableUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a {@link FaceDetectorNet} in its inference form, normalisation folded into the
 * convolutions. Input {@value #INPUT} {@code [batch, 1, height, width]}, grey, 0..255, sides
 * multiples of 32. Outputs for each stride S of 8, 16, 32: {@code score_S [batch, cells]}
 * probability of a face, {@code box_S [batch, cells, 4]}, {@code points_S [batch, cells, 10]}, as
 * the network's documentation defines them.
 */
public final class FaceDetectorGraph {

  /** Name of the image input. */
  public static final String INPUT = "image";

  /** Prefix of the score outputs; the stride follows. */
  public static final String SCORE = "score_";

  /** Prefix of the box outputs; the stride follows. */
  public static final String BOX = "box_";

  /** Prefix of the landmark outputs; the stride follows. */
  public static final String POINTS = "points_";

  private static final int BOX_VALUES = 4;
  private static final int POINT_VALUES = 10;

  private static final int PARTS = 3;

  private final FaceDetectorNet net;
  private final OnnxGraph graph = new OnnxGraph("face_detector");
  private final ConvNodes nodes = new ConvNodes(graph);

  private FaceDetectorGraph(FaceDetectorNet net) {
    this.net = net;
  }

  /** The model file's content. */
  public static byte[] write(FaceDetectorNet net) {
    return new FaceDetectorGraph(net).write();
  }

  private byte[] write() {
    String image = graph.input(INPUT, OnnxGraph.BATCH, 1, OnnxGraph.HEIGHT, OnnxGraph.WIDTH);
    graph.integers("score_shape", 0, -1);
    graph.integers("cells_shape", 0, -1, FaceDetectorNet.VALUES);
    graph.integers("parts", 1, BOX_VALUES, POINT_VALUES);
    graph.constant("doubling", new float[] {1, 1, 2, 2}, 4);
    String map = nodes.unit(image, net.stem(), scaled(net.stem().folded()));
    List<String> maps = new ArrayList<>();
    for (List<SeparableUnit> stage : net.stages()) {
      for (SeparableUnit unit : stage) {
        map = nodes.separable(map, unit);
      }
      maps.add(map);
    }
    String above = null;
    for (int level = FaceDetectorNet.STRIDES.size() - 1; level >= 0; level--) {
      String sum = nodes.unit(maps.get(level + 1), net.laterals().get(level));
      above = above == null ? sum : nodes.sum(sum, doubled(above), false);
      head(level, above);
    }
    return graph.toByteArray();
  }

  private void head(int level, String map) {
    String hidden = nodes.separable(map, net.merged().get(level));
    hidden = nodes.separable(hidden, net.heads().get(level));
    String predicted = nodes.convolution(hidden, prediction(net.predictions().get(level)));
    String rows =
        graph.add("Transpose", List.of(predicted), Attribute.of("perm", new long[] {0, 2, 3, 1}));
    String cells = graph.add("Reshape", List.of(rows, "cells_shape"));
    List<String> parts = graph.split(cells, "parts", PARTS);
    int stride = FaceDetectorNet.STRIDES.get(level);
    String score = graph.add("Sigmoid", List.of(parts.get(0)));
    graph.output(
        SCORE + stride,
        graph.add("Reshape", List.of(score, "score_shape")),
        OnnxGraph.BATCH,
        OnnxGraph.CELLS);
    graph.output(BOX + stride, parts.get(1), OnnxGraph.BATCH, OnnxGraph.CELLS, BOX_VALUES);
    graph.output(POINTS + stride, parts.get(2), OnnxGraph.BATCH, OnnxGraph.CELLS, POINT_VALUES);
  }

  private String doubled(String map) {
    return graph.add(
        "Resize",
        List.of(map, "", "doubling"),
        Attribute.of("mode", "nearest"),
        Attribute.of("coordinate_transformation_mode", "asymmetric"),
        Attribute.of("nearest_mode", "floor"));
  }

  private static FoldedConvolution scaled(FoldedConvolution stem) {
    float[] kernel = stem.kernel().clone();
    for (int i = 0; i < kernel.length; i++) {
      kernel[i] *= FaceDetectorNet.PIXEL_SCALE;
    }
    return new FoldedConvolution(kernel, stem.bias(), stem.shape());
  }

  private static FoldedConvolution prediction(Conv2d convolution) {
    ParameterList parameters = convolution.getParameters();
    return new FoldedConvolution(
        parameters.get("weight").getArray().toFloatArray(),
        parameters.get("bias").getArray().toFloatArray(),
        parameters.get("weight").getArray().getShape().getShape());
  }
}
