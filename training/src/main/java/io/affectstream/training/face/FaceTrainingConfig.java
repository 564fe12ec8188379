package io.affectstream.training.face;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.affectstream.training.SettingsFile;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.data.FaceAugmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of one run, read from JSON.
 *
 * @param faces archive or directory with {@code train/} and {@code validation/}
 * @param actionUnits table of action unit estimates by picture; optional: the head stays untrained
 * @param start checkpoint whose weights to begin with; optional
 * @param seed of weights, order, augmentation and dropout
 * @param phases input sides and their epochs, in order; small pictures first save time
 * @param augmentation what is varied, and how far
 * @param batch pictures per step
 * @param learningRate greatest learning rate
 * @param leastLearningRate at the end of a cycle
 * @param warmUpSteps steps of the linear rise
 * @param firstCycleEpochs epochs of the first cosine cycle; 0: one cycle over the whole run
 * @param cycleGrowth length of a cycle over that of the one before
 * @param momentum of the optimiser
 * @param weightDecay of the optimiser
 * @param labelSmoothing share of a label spread over the other trained classes
 * @param classWeighting exponent of the inverse class frequency; 0: unweighted
 * @param remixAlpha both parameters of the Beta distribution of lambda; 0: no Remix
 * @param contrastiveWeight weight of the loss on the expression embedding
 * @param temperature of that loss
 * @param actionUnitWeight weight of the action unit loss
 * @param onlyActionUnits whether to fit the action unit head alone, on the pictures with estimates,
 *     and leave every other weight as it is
 * @param network which network to train; the key may be missing: the compact one
 * @param triplets comparisons of expressions to train the embedding on too; the key may be missing:
 *     none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaceTrainingConfig(
    Path faces,
    Path actionUnits,
    Path start,
    long seed,
    List<Phase> phases,
    FaceAugmentation augmentation,
    int batch,
    double learningRate,
    double leastLearningRate,
    int warmUpSteps,
    int firstCycleEpochs,
    int cycleGrowth,
    float momentum,
    float weightDecay,
    float labelSmoothing,
    float classWeighting,
    float remixAlpha,
    float contrastiveWeight,
    float temperature,
    float actionUnitWeight,
    boolean onlyActionUnits,
    Network network,
    Triplets triplets) {

  /** Networks to choose from. */
  public enum Network {
    /** The compact one that the product ships. */
    @JsonProperty("face-encoder")
    FACE_ENCODER,
    /** The paper's, for colour faces; grey pictures are repeated over its channels. */
    @JsonProperty("inception-resnet-v1")
    INCEPTION_RESNET_V1
  }

  /**
   * Triplets of the Facial Expression Comparison data set.
   *
   * @param csv file of the data set
   * @param pictures folder of its pictures
   * @param leastShare share of the annotators that must agree; 0: any majority
   * @param batch triplets per step
   * @param weight of the triplet loss
   */
  public record Triplets(Path csv, Path pictures, double leastShare, int batch, float weight) {}

  /**
   * Part of a run.
   *
   * @param side rows and columns of the input
   * @param epochs passes over the data
   */
  public record Phase(int side, int epochs) {}

  public FaceTrainingConfig {
    if (faces == null || phases == null || augmentation == null) {
      throw new IllegalArgumentException(
          "expected the keys faces, phases and augmentation, found one of them missing");
    }
    phases = List.copyOf(phases);
    network = network == null ? Network.FACE_ENCODER : network;
  }

  /** Shape of the network: as shipped, or the paper's with the input side of the last phase. */
  public EncoderConfig shape() {
    return switch (network) {
      case FACE_ENCODER -> FaceEncoderConfig.shipped();
      case INCEPTION_RESNET_V1 -> InceptionResnetV1Config.paper().withSide(side(epochs() - 1));
    };
  }

  /** Epochs of all phases. */
  public int epochs() {
    return phases.stream().mapToInt(Phase::epochs).sum();
  }

  /** Input side of an epoch, counted from 0. */
  public int side(int epoch) {
    int rest = epoch;
    for (Phase phase : phases) {
      if (rest < phase.epochs()) {
        return phase.side();
      }
      rest -= phase.epochs();
    }
    throw new IllegalArgumentException(
        "expected an epoch below %d, found %d".formatted(epochs(), epoch));
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is no JSON, or a key is missing, unknown or mistyped
   */
  public static FaceTrainingConfig read(Path file) throws IOException {
    return SettingsFile.read(file, FaceTrainingConfig.class);
  }
}
