package io.affectstream.training.face;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.ParameterStore;
import io.affectstream.schemas.Expression;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.metrics.Confusion;

/** Measures the expression head on unmodified images. */
final class FaceExam {

  private static final int BATCH = 64;

  private final Encoder encoder;
  private final FaceImages images;
  private final NDManager manager;

  FaceExam(Encoder encoder, FaceImages images, NDManager manager) {
    this.encoder = encoder;
    this.images = images;
    this.manager = manager;
  }

  /** Mean of accuracy and unweighted recall: the criterion for choosing an encoder. */
  static double score(Confusion confusion) {
    return (confusion.accuracy() + confusion.unweightedRecall()) / 2;
  }

  /** Confusion at an input side. */
  Confusion at(int side) {
    Confusion confusion = Confusion.empty(Expression.values().length);
    int source = images.side() * images.side();
    for (int from = 0; from < images.size(); from += BATCH) {
      int rows = Math.min(BATCH, images.size() - from);
      float[] batch = new float[rows * side * side];
      for (int row = 0; row < rows; row++) {
        int offset = (from + row) * source;
        FaceAugmentation.plain(
            images.pixels(), offset, images.side(), batch, row * side * side, side);
      }
      long[] predicted = predict(batch, rows, side);
      for (int row = 0; row < rows; row++) {
        confusion.add(Columns.of(images.labels().get(from + row)), (int) predicted[row]);
      }
    }
    return confusion;
  }

  private long[] predict(float[] batch, int rows, int side) {
    try (NDManager local = manager.newSubManager()) {
      NDArray input = encoder.input(local, batch, rows, side);
      return encoder
          .forward(new ParameterStore(local, false), new NDList(input), false)
          .get(Output.EXPRESSION.index())
          .argMax(1)
          .toLongArray();
    }
  }
}
