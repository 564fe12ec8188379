package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The paper's encoder (Zhang et al. 2022, 3.1): Inception-ResNet v1 (Szegedy et al. 2017,
 * "Inception-v4") in the layout of FaceNet, on colour faces.
 *
 * <p>Stem; units A (scale 0.17); reduction; units B (0.10); reduction; units C (0.20) and one more
 * C without rectifier; mean over the last map; dropout; linear layer without bias and batch
 * normalisation: the pooled feature h_s, not normalised. Each image is standardised as a whole, as
 * FaceNet's prewhitening does.
 *
 * <p>Tokens are the positions of the last map, 1792 numbers each (9 tokens at 160x160). A
 * projection within the encoder would stay untrained, because no loss of the encoder reads the
 * tokens; the fusion model has its own, which the export moves into the per-face graph.
 */
public final class InceptionResnetV1 extends AbstractBlock implements Encoder {

  private static final byte VERSION = 1;
  private static final float EPSILON = 1e-3f;
  private static final float SCALE_A = 0.17f;
  private static final float SCALE_B = 0.1f;
  private static final float SCALE_C = 0.2f;
  private static final int WIDTH_A = 256;
  private static final int WIDTH_B = 896;
  private static final int WIDTH_C = 1792;

  private final InceptionResnetV1Config config;
  private final ConvChain stemBefore;
  private final ConvChain stemAfter;
  private final List<InceptionUnit> unitsA;
  private final ReductionUnit reductionA;
  private final List<InceptionUnit> unitsB;
  private final ReductionUnit reductionB;
  private final List<InceptionUnit> unitsC;
  private final Block dropout;
  private final Linear pooling;
  private final BatchNorm norm;
  private final EncoderHeads heads;

  /** An encoder of the given shape. */
  @SuppressWarnings("this-escape")
  public InceptionResnetV1(InceptionResnetV1Config config) {
    super(VERSION);
    this.config = config;
    stemBefore =
        addChildBlock(
            "stem_before",
            new ConvChain(List.of(valid(32, 3, 2), valid(32, 3, 1), same(64, 3, 3))));
    stemAfter =
        addChildBlock(
            "stem_after",
            new ConvChain(List.of(same(80, 1, 1), valid(192, 3, 1), valid(256, 3, 2))));
    unitsA = units("a", config.repeats().get(0), WIDTH_A, branchesA(), SCALE_A);
    reductionA = addChildBlock("reduction_a", new ReductionUnit(reducingA()));
    unitsB = units("b", config.repeats().get(1), WIDTH_B, branchesB(), SCALE_B);
    reductionB = addChildBlock("reduction_b", new ReductionUnit(reducingB()));
    unitsC = units("c", config.repeats().get(2), WIDTH_C, branchesC(), SCALE_C);
    unitsC.add(addChildBlock("c_last", unit(WIDTH_C, branchesC(), SCALE_C, false)));
    dropout = addChildBlock("dropout", Dropout.builder().optRate(config.dropout()).build());
    pooling =
        addChildBlock(
            "pooling", Linear.builder().setUnits(config.dimensions()).optBias(false).build());
    norm = addChildBlock("pooling_norm", BatchNorm.builder().optEpsilon(EPSILON).build());
    heads = new EncoderHeads(this::addChildBlock);
  }

  private List<InceptionUnit> units(
      String name, int count, int width, List<List<ConvShape>> branches, float scale) {
    List<InceptionUnit> units = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(i -> units.add(addChildBlock(name + i, unit(width, branches, scale, true))));
    return units;
  }

  private InceptionUnit unit(
      int width, List<List<ConvShape>> branches, float scale, boolean rectified) {
    return new InceptionUnit(config.width(width), branches, scale, rectified);
  }

  private List<List<ConvShape>> branchesA() {
    return List.of(
        List.of(same(32, 1, 1)),
        List.of(same(32, 1, 1), same(32, 3, 3)),
        List.of(same(32, 1, 1), same(32, 3, 3), same(32, 3, 3)));
  }

  private List<List<ConvShape>> reducingA() {
    return List.of(
        List.of(valid(384, 3, 2)), List.of(same(192, 1, 1), same(192, 3, 3), valid(256, 3, 2)));
  }

  private List<List<ConvShape>> branchesB() {
    return List.of(
        List.of(same(128, 1, 1)), List.of(same(128, 1, 1), same(128, 1, 7), same(128, 7, 1)));
  }

  private List<List<ConvShape>> reducingB() {
    return List.of(
        List.of(same(256, 1, 1), valid(384, 3, 2)),
        List.of(same(256, 1, 1), valid(256, 3, 2)),
        List.of(same(256, 1, 1), same(256, 3, 3), valid(256, 3, 2)));
  }

  private List<List<ConvShape>> branchesC() {
    return List.of(
        List.of(same(192, 1, 1)), List.of(same(192, 1, 1), same(192, 1, 3), same(192, 3, 1)));
  }

  private ConvShape same(int filters, int rows, int columns) {
    return new ConvShape(config.width(filters), rows, columns, 1, true, true, EPSILON);
  }

  private ConvShape valid(int filters, int kernel, int stride) {
    return new ConvShape(config.width(filters), kernel, kernel, stride, false, true, EPSILON);
  }

  @Override
  public InceptionResnetV1Config config() {
    return config;
  }

  /** The convolutions before the stem's 3x3 maximum at stride 2. */
  public ConvChain stemBefore() {
    return stemBefore;
  }

  /** The convolutions after the stem's maximum. */
  public ConvChain stemAfter() {
    return stemAfter;
  }

  /** Units A. */
  public List<InceptionUnit> unitsA() {
    return List.copyOf(unitsA);
  }

  /** The reduction after units A. */
  public ReductionUnit reductionA() {
    return reductionA;
  }

  /** Units B. */
  public List<InceptionUnit> unitsB() {
    return List.copyOf(unitsB);
  }

  /** The reduction after units B. */
  public ReductionUnit reductionB() {
    return reductionB;
  }

  /** Units C; the last has no rectifier. */
  public List<InceptionUnit> unitsC() {
    return List.copyOf(unitsC);
  }

  /** The linear layer from the mean of the map to the pooled feature, normalisation folded in. */
  public FoldedConvolution pooling() {
    return FoldedConvolution.of(
        pooling.getParameters().get("weight").getArray(), norm.getParameters(), EPSILON);
  }

  @Override
  public Linear head(Output output) {
    return heads.of(output);
  }

  @Override
  public void silence(int... classes) {
    heads.silence(classes);
  }

  @Override
  protected NDList forwardInternal(
      ParameterStore parameters,
      NDList inputs,
      boolean training,
      PairList<String, Object> arguments) {
    NDList hidden = new NDList(EncoderHeads.standardised(inputs.singletonOrThrow()));
    hidden = stemBefore.forward(parameters, hidden, training);
    hidden = new NDList(ReductionUnit.maximum(hidden.singletonOrThrow()));
    for (Block block : afterMaximum()) {
      hidden = block.forward(parameters, hidden, training);
    }
    NDArray tokens = EncoderHeads.tokens(hidden.singletonOrThrow());
    NDList kept = dropout.forward(parameters, new NDList(tokens.mean(new int[] {1})), training);
    NDList projected = pooling.forward(parameters, kept, training);
    NDList pooled = norm.forward(parameters, projected, training);
    return heads.outputs(parameters, pooled.singletonOrThrow(), tokens, pooled, training);
  }

  private List<Block> afterMaximum() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(stemAfter);
    blocks.addAll(unitsA);
    blocks.add(reductionA);
    blocks.addAll(unitsB);
    blocks.add(reductionB);
    blocks.addAll(unitsC);
    return blocks;
  }

  @Override
  protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
    stemBefore.initialize(manager, type, inputs);
    Shape map = stemBefore.getOutputShapes(inputs)[0];
    Shape[] shapes = {
      new Shape(map.get(0), map.get(1), (map.get(2) - 1) / 2, (map.get(3) - 1) / 2)
    };
    for (Block block : afterMaximum()) {
      block.initialize(manager, type, shapes);
      shapes = block.getOutputShapes(shapes);
    }
    Shape mean = new Shape(inputs[0].get(0), config.tokenDimensions());
    Shape pooled = new Shape(inputs[0].get(0), config.dimensions());
    dropout.initialize(manager, type, mean);
    pooling.initialize(manager, type, mean);
    norm.initialize(manager, type, pooled);
    heads.initialize(manager, type, pooled);
  }

  @Override
  public Shape[] getOutputShapes(Shape[] inputs) {
    return EncoderHeads.outputShapes(config, inputs[0].get(0));
  }
}
