package io.affectstream.training.face;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.training.Scaling;
import io.affectstream.training.blocks.Encoder;
import io.affectstream.training.blocks.Encoder.Output;
import io.affectstream.training.losses.Losses;
import io.affectstream.training.optim.MomentumSgd;
import io.affectstream.training.optim.WeightAverage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One step of the optimiser against the losses of a batch. */
final class FaceStep implements AutoCloseable {

  private final FaceTrainingConfig config;
  private final Encoder encoder;
  private final NDManager manager;
  private final ParameterStore parameters;
  private final MomentumSgd optimiser;
  private final Optional<WeightAverage> average;

  FaceStep(FaceTrainingConfig config, Encoder encoder, NDManager manager) {
    this.config = config;
    this.encoder = encoder;
    this.manager = manager;
    parameters = new ParameterStore(manager, false);
    optimiser =
        new MomentumSgd(
            encoder,
            name ->
                config.onlyActionUnits()
                    ? name.contains(Encoder.ACTION_UNIT_HEAD)
                    : config.optimiser().refinement().trains(name),
            manager,
            config.optimiser().momentum(),
            config.optimiser().weightDecay());
    float averaging = config.optimiser().refinement().averaging();
    average =
        averaging > 0
            ? Optional.of(new WeightAverage(encoder, manager, averaging))
            : Optional.empty();
  }

  /** State of the optimiser and the average of the weights by name. */
  Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(optimiser.state());
    average.ifPresent(weights -> state.putAll(weights.state()));
    return state;
  }

  /** The average of the weights; empty if the settings ask for none. */
  Optional<WeightAverage> average() {
    return average;
  }

  /**
   * Steps.
   *
   * @param side of the images
   * @param rate learning rate
   * @return losses: total, expression, contrastive, action units
   */
  float[] take(FaceBatch batch, Optional<TripletBatch> compared, int side, double rate) {
    try (NDManager local = manager.newSubManager()) {
      NDArray images = encoder.input(local, batch.images(), batch.size(), side);
      NDArray[] losses;
      float[] values;
      try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
        NDList outputs = encoder.forward(parameters, new NDList(images), !frozen());
        losses = losses(outputs, batch, local);
        NDArray total =
            losses[0]
                .add(Scaling.of(losses[1], config.losses().contrastive()))
                .add(Scaling.of(losses[2], config.losses().actionUnits()));
        if (compared.isPresent()) {
          NDArray triplet = tripletLoss(compared.get(), side, local);
          total = total.add(Scaling.of(triplet, config.triplets().weight()));
        }
        collector.backward(total);
        values =
            new float[] {
              total.getFloat(), losses[0].getFloat(), losses[1].getFloat(), losses[2].getFloat()
            };
      }
      optimiser.step(rate);
      average.ifPresent(WeightAverage::step);
      return values;
    }
  }

  private boolean frozen() {
    return config.onlyActionUnits() || config.optimiser().refinement().frozenNormalisation();
  }

  /** Expression, contrastive, action units. */
  private NDArray[] losses(NDList outputs, FaceBatch batch, NDManager local) {
    int rows = batch.size();
    NDArray targets = local.create(batch.targets(), new Shape(rows, Expression.values().length));
    NDArray units = local.create(batch.actionUnits(), new Shape(rows, ActionUnit.values().length));
    NDArray unitRows = local.create(batch.actionUnitRows(), new Shape(rows, 1));
    return new NDArray[] {
      Losses.crossEntropy(outputs.get(Output.EXPRESSION.index()), targets),
      Losses.supervisedContrastive(
          outputs.get(Output.EMBEDDING.index()), batch.labels(), config.losses().temperature()),
      Losses.binaryCrossEntropy(outputs.get(Output.ACTION_UNITS.index()), units, unitRows)
    };
  }

  private NDArray tripletLoss(TripletBatch batch, int side, NDManager local) {
    NDArray images = encoder.input(local, batch.images(), 3 * batch.size(), side);
    NDList thirds =
        encoder
            .forward(parameters, new NDList(images), !frozen())
            .get(Output.EMBEDDING.index())
            .split(3);
    return Losses.triplet(
        thirds.get(0), thirds.get(1), thirds.get(2), local.create(batch.margins()));
  }

  @Override
  public void close() {
    average.ifPresent(WeightAverage::close);
    optimiser.close();
  }
}
