package io.affectstream.training.detector;

import io.affectstream.training.SettingsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Settings of a training of the face detector, read from JSON.
 *
 * @param scenes folder of {@code train.tar.gz} and {@code train.csv}
 * @param crops faces to paste into scenes
 * @param teacher ONNX file of YuNet
 * @param seed of weights, draws and split
 * @param chooseShare share of the sources to choose by
 * @param canvases kinds of steps
 * @param epochs parts of the run; a checkpoint and a measurement end each
 * @param steps of an epoch
 * @param optimiser optimiser settings
 * @param losses weights of the losses
 * @param miningFrom epoch, counted from 0, from which on what the net wrongly finds is drawn
 */
public record DetectorTrainingConfig(
    Path scenes,
    List<Crops> crops,
    Path teacher,
    long seed,
    double chooseShare,
    List<Canvas> canvases,
    int epochs,
    int steps,
    Optimiser optimiser,
    LossWeights losses,
    int miningFrom) {

  /**
   * Optimiser settings.
   *
   * @param learningRate greatest learning rate
   * @param minLearningRate at the end
   * @param warmUpSteps steps of the linear rise
   * @param weightDecay of kernels and matrices
   * @param gradientNorm length to which a longer gradient is cut
   * @param averaging decay per step of the average of the weights that is measured and exported; 0:
   *     none
   * @param frozenNormalisation whether the normalisation keeps its means and variances, for a run
   *     that starts from a trained network; a step costs a third less and small batches suffice
   */
  public record Optimiser(
      double learningRate,
      double minLearningRate,
      int warmUpSteps,
      float weightDecay,
      double gradientNorm,
      float averaging,
      boolean frozenNormalisation) {}

  /**
   * Weights of the losses; that of the score is 1.
   *
   * @param box of the box loss
   * @param points of the landmark loss
   */
  public record LossWeights(float box, float points) {}

  /**
   * Faces of an archive.
   *
   * @param archive {@code .tar.gz}
   * @param prefix of the names to read; empty: all
   * @param share of them to draw
   * @param zoom factor by which the teacher looks at them
   * @param border pixels by which their edges are repeated for the teacher
   */
  public record Crops(Path archive, String prefix, double share, double zoom, int border) {}

  /**
   * Kind of a step: images of one size.
   *
   * @param width columns, a multiple of 32
   * @param height rows, a multiple of 32
   * @param batch images
   * @param share of the steps
   * @param minFace least share of the shorter side that the face in question spans
   */
  public record Canvas(int width, int height, int batch, double share, double minFace) {}

  public DetectorTrainingConfig {
    if (scenes == null
        || teacher == null
        || canvases == null
        || canvases.isEmpty()
        || optimiser == null
        || losses == null) {
      throw new IllegalArgumentException(
          "expected the keys scenes, teacher, canvases, optimiser and losses, found one of them"
              + " missing");
    }
    crops = crops == null ? List.of() : List.copyOf(crops);
    canvases = List.copyOf(canvases);
    for (Canvas canvas : canvases) {
      if (canvas.width() % 32 != 0 || canvas.height() % 32 != 0) {
        throw new IllegalArgumentException(
            "canvas: expected sides that are multiples of 32, found %d x %d"
                .formatted(canvas.width(), canvas.height()));
      }
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if it is no JSON, or a key is missing, unknown or mistyped
   */
  public static DetectorTrainingConfig read(Path file) throws IOException {
    return SettingsFile.read(file, DetectorTrainingConfig.class);
  }
}
