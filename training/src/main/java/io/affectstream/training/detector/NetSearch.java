package io.affectstream.training.detector;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.blocks.FaceDetectorNet;
import java.util.List;

/** Searches whole images with a network in the training framework. */
final class NetSearch {

  private final FaceDetectorNet net;
  private final NDManager manager;
  private final ParameterStore parameters;

  NetSearch(FaceDetectorNet net, NDManager manager, ParameterStore parameters) {
    this.net = net;
    this.manager = manager;
    this.parameters = parameters;
  }

  /** Faces of an image, best first. */
  List<DetectedFace> find(GreyImage image, float least) {
    int width = up(image.width());
    int height = up(image.height());
    try (NDManager local = manager.newSubManager()) {
      NDArray input = local.create(image.padded(width, height), new Shape(1, 1, height, width));
      NDArray outputs = NDArrays.concat(net.forward(parameters, new NDList(input), false), 1);
      return GridDecoder.faces(width, height, outputs.toFloatArray(), least);
    }
  }

  private static int up(int side) {
    int step = FaceDetectorNet.COARSEST;
    return (side + step - 1) / step * step;
  }
}
