package io.affectstream.inference.face;

import io.affectstream.features.vision.GridNet;
import io.affectstream.inference.onnx.BoundRun;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest.Grid;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A grid detector's graph with its own tensors, bound once per shape. Several instances share one
 * session, which they do not close. Not thread-safe.
 */
final class OnnxGridNet implements GridNet {

  private static final int BOX = 4;
  private static final int POINTS = 10;

  private final Grid grid;
  private final OnnxSession session;
  private final NativeTensor input;
  private final List<NativeTensor> outputs = new ArrayList<>();
  private List<Level> levels = List.of();
  private Optional<BoundRun> bound = Optional.empty();

  OnnxGridNet(Grid grid, OnnxSession session) {
    this.grid = grid;
    this.session = session;
    this.input = NativeTensor.floats(grid.input());
    for (int stride : grid.strides()) {
      outputs.add(NativeTensor.floats(grid.scores() + stride));
      outputs.add(NativeTensor.floats(grid.boxes() + stride));
      outputs.add(NativeTensor.floats(grid.points() + stride));
    }
  }

  @Override
  public FloatBuffer shape(int images, int height, int width) {
    release();
    input.shape(images, 1, height, width);
    List<Level> shaped = new ArrayList<>();
    for (int i = 0; i < grid.strides().length; i++) {
      int stride = grid.strides()[i];
      int cells = (height / stride) * (width / stride);
      shaped.add(
          new Level(
              stride,
              outputs.get(3 * i).shape(images, cells).floats(),
              outputs.get(3 * i + 1).shape(images, cells, BOX).floats(),
              outputs.get(3 * i + 2).shape(images, cells, POINTS).floats()));
    }
    levels = List.copyOf(shaped);
    bound = Optional.of(session.bind(List.of(input), outputs));
    return input.floats();
  }

  @Override
  public List<Level> run() {
    bound.orElseThrow(() -> new IllegalStateException("expected shape() before run()")).run();
    return levels;
  }

  private void release() {
    bound.ifPresent(BoundRun::close);
    bound = Optional.empty();
  }

  /** Releases the tensors; the model closes the session. */
  @Override
  public void close() {
    release();
  }
}
