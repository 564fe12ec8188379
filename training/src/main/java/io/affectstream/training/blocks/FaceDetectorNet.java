package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import io.affectstream.training.Scaling;
import io.affectstream.training.blocks.FaceDetectorNetConfig.Stage;
import java.util.ArrayList;
import java.util.List;

/**
 * One-shot face detector: separable convolutions at strides 2 to 32, a top-down path (Lin et al.
 * 2017) over the last three, and one head per stride that predicts score, box and five points of a
 * face in every cell of its grid (box and points as in YuNet, Wu et al. 2023). Fully convolutional:
 * any input whose sides are multiples of {@value #COARSEST}.
 *
 * <p>Input {@code [n, 1, h, w]}, grey, 0..255. Output: for each stride of {@link #STRIDES} {@code
 * [n, cells, 15]}, cells row-major: the score's logit, {@code b0..b3} of the box with {@code cx =
 * (column + b0) S, cy = (row + b1) S, w = exp(b2) S, h = exp(b3) S}, and ten coordinates {@code x =
 * (column + k) S, y = (row + k) S} of right eye, left eye, nose, right and left mouth corner.
 */
public final class FaceDetectorNet extends AbstractBlock {

  /** Pixels from one cell to the next, by head. */
  public static final List<Integer> STRIDES = List.of(8, 16, 32);

  /** The coarsest stride; the sides of an input are multiples of it. */
  public static final int COARSEST = 32;

  /** Numbers per cell. */
  public static final int VALUES = 15;

  /** Factor from grey values to the first convolution's input; black, the padding, stays 0. */
  public static final float PIXEL_SCALE = 1 / 128f;

  private static final byte VERSION = 1;

  private final FaceDetectorNetConfig config;
  private final ConvUnit stem;
  private final List<List<SeparableUnit>> stages = new ArrayList<>();
  private final List<ConvUnit> laterals = new ArrayList<>();
  private final List<SeparableUnit> merged = new ArrayList<>();
  private final List<SeparableUnit> heads = new ArrayList<>();
  private final List<Conv2d> predictions = new ArrayList<>();

  /** A network of a shape. */
  @SuppressWarnings("this-escape")
  public FaceDetectorNet(FaceDetectorNetConfig config) {
    super(VERSION);
    this.config = config;
    stem = addChildBlock("stem", new ConvUnit(config.stem(), 3, 2, true));
    int in = config.stem();
    for (int s = 0; s < config.stages().size(); s++) {
      Stage stage = config.stages().get(s);
      List<SeparableUnit> units = new ArrayList<>();
      for (int u = 0; u < stage.units(); u++) {
        SeparableUnit unit = new SeparableUnit(in, stage.width(), stage.kernel(), u == 0 ? 2 : 1);
        units.add(addChildBlock("stage%d_%d".formatted(s, u), unit));
        in = stage.width();
      }
      stages.add(List.copyOf(units));
    }
    int neck = config.neck();
    for (int stride : STRIDES) {
      laterals.add(addChildBlock("lateral" + stride, new ConvUnit(neck, 1, 1, false)));
      merged.add(addChildBlock("merged" + stride, new SeparableUnit(neck, neck, 3, 1)));
      heads.add(addChildBlock("head" + stride, new SeparableUnit(neck, neck, 3, 1)));
      predictions.add(
          addChildBlock(
              "prediction" + stride,
              Conv2d.builder().setKernelShape(new Shape(1, 1)).setFilters(VALUES).build()));
    }
  }

  /** Shape of the network. */
  public FaceDetectorNetConfig config() {
    return config;
  }

  /** The first convolution. */
  public ConvUnit stem() {
    return stem;
  }

  /** Units per stage, in order. */
  public List<List<SeparableUnit>> stages() {
    return List.copyOf(stages);
  }

  /** The 1x1 convolutions from the last three stages to the top-down path, by stride. */
  public List<ConvUnit> laterals() {
    return List.copyOf(laterals);
  }

  /** The units after the top-down sums, by stride. */
  public List<SeparableUnit> merged() {
    return List.copyOf(merged);
  }

  /** The units before the predictions, by stride. */
  public List<SeparableUnit> heads() {
    return List.copyOf(heads);
  }

  /** The 1x1 convolutions with bias that predict, by stride. */
  public List<Conv2d> predictions() {
    return List.copyOf(predictions);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList map = new NDList(Scaling.of(inputs.singletonOrThrow(), PIXEL_SCALE));
    map = stem.forward(parameters, map, training);
    List<NDList> maps = new ArrayList<>();
    for (List<SeparableUnit> stage : stages) {
      for (SeparableUnit unit : stage) {
        map = unit.forward(parameters, map, training);
      }
      maps.add(map);
    }
    NDArray[] outputs = new NDArray[STRIDES.size()];
    NDArray above = null;
    for (int level = outputs.length - 1; level >= 0; level--) {
      NDArray sum =
          laterals.get(level).forward(parameters, maps.get(level + 1), training).singletonOrThrow();
      sum = above == null ? sum : sum.add(doubled(above));
      above = sum;
      NDList hidden = merged.get(level).forward(parameters, new NDList(sum), training);
      hidden = heads.get(level).forward(parameters, hidden, training);
      NDArray values =
          predictions.get(level).forward(parameters, hidden, training).singletonOrThrow();
      Shape shape = values.getShape();
      outputs[level] = values.reshape(shape.get(0), VALUES, -1).transpose(0, 2, 1);
    }
    return new NDList(outputs);
  }

  /** Repeats every cell two by two. */
  private static NDArray doubled(NDArray map) {
    Shape s = map.getShape();
    return map.reshape(s.get(0), s.get(1), s.get(2), 1, s.get(3), 1)
        .broadcast(s.get(0), s.get(1), s.get(2), 2, s.get(3), 2)
        .reshape(s.get(0), s.get(1), 2 * s.get(2), 2 * s.get(3));
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    stem.initialize(manager, type, inputs);
    Shape[] shapes = stem.getOutputShapes(inputs);
    for (int s = 0; s < stages.size(); s++) {
      for (SeparableUnit unit : stages.get(s)) {
        unit.initialize(manager, type, shapes);
        shapes = unit.getOutputShapes(shapes);
      }
      if (s > 0) {
        initializeHead(manager, type, s - 1, shapes);
      }
    }
  }

  private void initializeHead(NDManager manager, DataType type, int level, Shape[] map) {
    laterals.get(level).initialize(manager, type, map);
    Shape[] shapes = laterals.get(level).getOutputShapes(map);
    merged.get(level).initialize(manager, type, shapes);
    heads.get(level).initialize(manager, type, shapes);
    predictions.get(level).initialize(manager, type, shapes);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    Shape in = inputs[0];
    return STRIDES.stream()
        .map(s -> new Shape(in.get(0), in.get(2) / s * (in.get(3) / s), VALUES))
        .toArray(Shape[]::new);
  }
}
