package io.affectstream.training.face;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.affectstream.training.SettingsFile;
import io.affectstream.training.blocks.EncoderConfig;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.blocks.InceptionResnetV1Config;
import io.affectstream.training.data.CameraEffects;
import io.affectstream.training.data.FaceAugmentation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of one run, read from JSON.
 *
 * @param data training data
 * @param start checkpoint whose weights to begin with; optional
 * @param seed of weights, order, augmentation and dropout
 * @param phases input sides and their epochs, in order; small images first save time
 * @param variation augmentation
 * @param optimiser optimiser settings
 * @param losses weights of the losses
 * @param onlyActionUnits whether to fit the action unit head alone, on the images with estimates,
 *     and keep every other weight unchanged
 * @param network which network to train; optional; default: the compact one
 * @param triplets comparisons of expressions to train the embedding on too; optional; default: none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FaceTrainingConfig(
    Data data,
    Path start,
    long seed,
    List<Phase> phases,
    Variation variation,
    Optimiser optimiser,
    LossWeights losses,
    boolean onlyActionUnits,
    Network network,
    Triplets triplets) {

  /** Networks to choose from. */
  public enum Network {
    /** The compact one that the product ships. */
    @JsonProperty("face-encoder")
    FACE_ENCODER,
    /** The paper's, for colour faces; grey images are repeated over its channels. */
    @JsonProperty("inception-resnet-v1")
    INCEPTION_RESNET_V1
  }

  /**
   * Training data.
   *
   * @param faces archive or directory with {@code train/} and {@code validation/}
   * @param votes raters' votes on these faces; optional: the folders' classes alone
   * @param voteWeight weight of the votes against the folder's class, in [0, 1]
   * @param chooseShare share of the training faces held out to choose epoch and priors by
   * @param others further folders with {@code train/} and {@code choose/}; optional; default: none
   * @param actionUnits table of action unit estimates by image; optional: the head stays untrained
   * @param teacher answers of another network to mix into the labels; optional; default: none
   */
  public record Data(
      Path faces,
      Path votes,
      double voteWeight,
      double chooseShare,
      List<Path> others,
      Path actionUnits,
      Teacher teacher) {

    public Data {
      if (faces == null) {
        throw new IllegalArgumentException("expected the key faces, found none");
      }
      if (!(chooseShare > 0 && chooseShare < 1) || !(voteWeight >= 0 && voteWeight <= 1)) {
        throw new IllegalArgumentException(
            "expected a chooseShare between 0 and 1 and a voteWeight of 0 to 1, found %s and %s"
                .formatted(chooseShare, voteWeight));
      }
      others = others == null ? List.of() : List.copyOf(others);
    }
  }

  /**
   * Answers of another network to the same images (distillation, Hinton et al. 2015).
   *
   * @param answers table written by {@code affect train answers}
   * @param share of the answer in an image's target, in [0, 1)
   */
  public record Teacher(Path answers, double share) {

    public Teacher {
      if (answers == null || !(share >= 0 && share < 1)) {
        throw new IllegalArgumentException(
            "expected the key answers and a share of at least 0 and below 1, found %s and %s"
                .formatted(answers, share));
      }
    }
  }

  /**
   * Augmentation.
   *
   * @param augmentation framing, gamma, occlusion, resolution
   * @param camera light and codecs; optional: none
   * @param remixAlpha both parameters of the Beta distribution of lambda; 0: no Remix
   */
  public record Variation(FaceAugmentation augmentation, CameraEffects camera, float remixAlpha) {

    public Variation {
      if (augmentation == null) {
        throw new IllegalArgumentException("expected the key augmentation, found none");
      }
    }
  }

  /**
   * Optimiser settings.
   *
   * @param batch images per step
   * @param balance exponent by which rare classes are drawn more often: a class with n images is
   *     drawn in proportion to n to the power of 1 - balance; 0: as frequent as they are
   * @param learningRate greatest learning rate
   * @param minLearningRate at the end of a cycle
   * @param warmUpSteps steps of the linear rise
   * @param firstCycleEpochs epochs of the first cosine cycle; 0: one cycle over the whole run
   * @param cycleGrowth length of a cycle over that of the one before
   * @param momentum share of the last step kept
   * @param weightDecay of kernels and matrices
   * @param refinement how to fine-tune a trained network; optional; default: train all of it
   */
  public record Optimiser(
      int batch,
      double balance,
      double learningRate,
      double minLearningRate,
      int warmUpSteps,
      int firstCycleEpochs,
      int cycleGrowth,
      float momentum,
      float weightDecay,
      Refinement refinement) {

    public Optimiser {
      refinement = refinement == null ? Refinement.NONE : refinement;
    }
  }

  /**
   * Fine-tuning of a trained network.
   *
   * @param averaging decay per step of the average of the weights that is measured and kept; 0: the
   *     weights themselves
   * @param frozenNormalisation whether the normalisation keeps its means and variances, as a
   *     network read from a graph needs, in which they are folded; nothing is dropped out then
   * @param parts parts of the names of the parameters to train, e.g. {@code stage3} and {@code
   *     expression}: the others keep their values, and no gradient is computed for what is before
   *     them; optional; default: all
   */
  public record Refinement(float averaging, boolean frozenNormalisation, List<String> parts) {

    /** No fine-tuning: all parameters, no averaging. */
    public static final Refinement NONE = new Refinement(0, false, List.of());

    public Refinement {
      parts = parts == null ? List.of() : List.copyOf(parts);
    }

    /** Whether a parameter is trained. */
    public boolean trains(String parameter) {
      return parts.isEmpty() || parts.stream().anyMatch(parameter::contains);
    }
  }

  /**
   * Weights of the losses; that of the expression is 1.
   *
   * @param labelSmoothing share of a label spread over the trained classes
   * @param contrastive weight of the loss on the expression embedding
   * @param temperature of that loss
   * @param actionUnits weight of the action unit loss
   */
  public record LossWeights(
      float labelSmoothing, float contrastive, float temperature, float actionUnits) {}

  /**
   * Triplets of the Facial Expression Comparison data set.
   *
   * @param csv file of the data set
   * @param images folder of its images
   * @param minShare share of the annotators that must agree; 0: any majority
   * @param batch triplets per step
   * @param weight of the triplet loss
   */
  public record Triplets(Path csv, Path images, double minShare, int batch, float weight) {}

  /**
   * Part of a run.
   *
   * @param side rows and columns of the input
   * @param epochs passes over the data
   */
  public record Phase(int side, int epochs) {}

  public FaceTrainingConfig {
    if (data == null
        || phases == null
        || variation == null
        || optimiser == null
        || losses == null) {
      throw new IllegalArgumentException(
          "expected the keys data, phases, variation, optimiser and losses, found one of them"
              + " missing");
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
   * @throws IOException if it is not JSON, or a key is missing, unknown or mistyped
   */
  public static FaceTrainingConfig read(Path file) throws IOException {
    return SettingsFile.read(file, FaceTrainingConfig.class);
  }
}
