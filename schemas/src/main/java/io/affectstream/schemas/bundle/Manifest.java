package io.affectstream.schemas.bundle;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * Contents of {@code manifest.json}. Components documented as optional are {@code null} when the
 * bundle has no such part.
 *
 * @param format version of this layout; {@link #FORMAT}
 * @param id name of the bundle, unique per trained model
 * @param description one sentence for people
 * @param licence SPDX identifier of the bundle as a whole
 * @param files every file of the bundle except the manifest, by its name
 * @param grid time grid the model was trained on
 * @param detector face detector; optional: without it the built-in one serves
 * @param face per-face graph; optional: without it faces are neither detected nor used
 * @param audio audio front end the model was trained with; optional
 * @param words word vectors the model was trained with; optional
 * @param fusion graph over segments; optional: without it every head reads the per-face graph
 * @param heads the output of each prediction
 * @param provenance origin of the model
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Manifest(
    int format,
    String id,
    String description,
    String licence,
    Map<String, FileEntry> files,
    GridSpec grid,
    Detector detector,
    Face face,
    Audio audio,
    Words words,
    Fusion fusion,
    Heads heads,
    Provenance provenance) {

  /** The layout this release reads and writes. */
  public static final int FORMAT = 1;

  /** Name of the manifest's file within a bundle. */
  public static final String FILE_NAME = "manifest.json";

  /**
   * Identity of a file.
   *
   * @param sha256 lower-case hexadecimal digest
   * @param bytes length
   * @param licence SPDX identifier
   * @param source origin of the file
   */
  public record FileEntry(String sha256, long bytes, String licence, String source) {}

  /**
   * Time grid: steps at multiples of {@code 1/stepsPerSecond} s of originating time.
   *
   * @param stepsPerSecond steps per second, 30 in the paper
   * @param halo steps M to each side of a centre, 60 in the paper, 0 for a model without context
   * @param segment centres K per segment; affects latency and cost but not results
   */
  public record GridSpec(int stepsPerSecond, int halo, int segment) {}

  /**
   * Face detector.
   *
   * @param kind format of its outputs
   * @param file ONNX file
   * @param scoreThreshold min score of a face
   * @param nmsThreshold overlap (IoU) above which the weaker of two boxes is dropped
   * @param maxSide longer side in pixels to which images are scaled down before detection
   * @param grid tensors and following of kind {@code grid}; absent for the others
   */
  public record Detector(
      DetectorKind kind,
      String file,
      float scoreThreshold,
      float nmsThreshold,
      int maxSide,
      Grid grid) {}

  /**
   * Detector that is fully convolutional: grey images 0..255 {@code [n, 1, h, w]}, their sides
   * multiples of the largest stride. For each stride S there is a grid of cells, row by row, with
   * three outputs: {@code [n, cells]} probabilities; {@code [n, cells, 4]} boxes, centre {@code
   * (column + b0, row + b1) * S}, size {@code (exp(b2), exp(b3)) * S}; {@code [n, cells, 10]}
   * landmarks {@code (column + x, row + y) * S}, in the order of {@link Crop#landmarks}.
   *
   * @param input name of the image tensor
   * @param strides pixels from one cell to the next, of each grid, ascending
   * @param scores name of the probabilities without the stride, which follows it
   * @param boxes name of the boxes without the stride
   * @param points name of the landmarks without the stride
   * @param minFace shorter side of the smallest face that the detector supports, in pixels of the
   *     scaled image
   * @param window side in pixels of the square in which a known face is searched
   * @param followThreshold min score of a known face in its window
   * @param smallThreshold min score of a face that only a search at twice the scale finds
   */
  public record Grid(
      String input,
      int[] strides,
      String scores,
      String boxes,
      String points,
      int minFace,
      int window,
      float followThreshold,
      float smallThreshold) {}

  /**
   * Graph that runs on one face crop per row.
   *
   * @param file ONNX file
   * @param input image input
   * @param crop crop of the frame
   * @param outputs tensors by role: {@code embedding}, {@code pooled}, {@code tokens}; the model
   *     lacks absent roles
   */
  public record Face(String file, ImageInput input, Crop crop, Map<String, Tensor> outputs) {}

  /**
   * Image input of a graph. A value is {@code (pixel * scale - mean[c]) / std[c]}, pixel in 0..255.
   *
   * @param name tensor name
   * @param width columns
   * @param height rows
   * @param layout order of the axes
   * @param colour channels
   * @param scale factor applied to the pixel first
   * @param mean per channel
   * @param std per channel
   */
  public record ImageInput(
      String name,
      int width,
      int height,
      TensorLayout layout,
      ColourOrder colour,
      float scale,
      float[] mean,
      float[] std) {

    /** Channels of the colour order: 1 for GREY, else 3. */
    public int channels() {
      return colour == ColourOrder.GREY ? 1 : 3;
    }
  }

  /**
   * Crop of a face.
   *
   * @param alignment by landmarks or by the box
   * @param margin share of the longer box side added on each side of a box crop
   * @param landmarks target positions of the five points of {@code similarity}, as x, y pairs in
   *     [0, 1] of the crop: right eye, left eye, nose, right and left mouth corner (the subject's
   *     right); optional for {@code box}
   */
  public record Crop(CropAlignment alignment, float margin, float[] landmarks) {}

  /**
   * A tensor.
   *
   * @param name name in the graph
   * @param shape axes; -1 for the batch
   */
  public record Tensor(String name, long[] shape) {}

  /**
   * Audio front end.
   *
   * @param frontEnd identity of the feature code, e.g. {@code mfcc40+f0+rms@16000}
   * @param dimensions features per step
   */
  public record Audio(String frontEnd, int dimensions) {}

  /**
   * Word vectors.
   *
   * @param encoder identity of the encoder: {@code all-minilm-l6-v2}, of the class path, or {@code
   *     utterance}, the network of the bundle
   * @param mode what a word's vector is computed from
   * @param dimensions numbers per word
   * @param network the bundle's own network, for mode {@code utterance}; absent for the other
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Words(String encoder, WordMode mode, int dimensions, TextNetwork network) {}

  /**
   * Graph that reads the tokens of texts, {@code [n, tokens]} int64.
   *
   * @param file ONNX file
   * @param vocabulary file with one token per line, UTF-8; a token's place is its id
   * @param maxTokens tokens of the longest text, the special ones around it included
   * @param input tensor of the tokens
   * @param outputs tensors by role: {@link #LOG_PROBABILITIES} of the eight classes of {@code
   *     Expression} in its order, and {@link #EMBEDDING}; a word's vector holds both in this order
   */
  public record TextNetwork(
      String file, String vocabulary, int maxTokens, String input, Map<String, Tensor> outputs) {

    /** Role of the calibrated log probabilities. */
    public static final String LOG_PROBABILITIES = "log_probabilities";

    /** Role of the embedding. */
    public static final String EMBEDDING = "embedding";
  }

  /**
   * Graph over segments of S = K + 2M steps. Rows b are subjects of segments, n are centres: {@code
   * embedding [b,S,E]}, {@code audio [b,S,A]}, {@code words [b,S,W]}, masks {@code [b,S]}, {@code
   * static [n,...]}, {@code static_mask [n]}, {@code row [n]} and {@code step [n]} (int64: the row
   * of the centre and its step within the segment).
   *
   * @param file ONNX file
   * @param memory which face output is the static input
   * @param inputs tensors by role: {@code embedding}, {@code audio}, {@code words}, {@code
   *     embedding_mask}, {@code audio_mask}, {@code words_mask}, {@code static}, {@code
   *     static_mask}, {@code row}, {@code step}
   */
  public record Fusion(String file, FaceMemory memory, Map<String, Tensor> inputs) {}

  /**
   * Predictions of the bundle.
   *
   * @param expression expression head
   * @param actionUnits action unit head; optional; on the expression's graph, or on the per-face
   *     graph: then a row without a face has none
   */
  public record Heads(Head expression, Head actionUnits) {}

  /**
   * One prediction.
   *
   * @param graph the graph that computes it
   * @param output tensor of that graph, {@code [rows, labels]}
   * @param activation from the columns to probabilities
   * @param labels names of the columns, symbols of {@code Expression} or {@code ActionUnit}; other
   *     classes have probability 0
   * @param thresholds per label, for action units: active at or above; optional: 0.5
   * @param certainty tensor {@code [rows, 2]} of the same graph, for expressions: the row is
   *     uncertain if its best class has a lower probability than the first number; the classes of
   *     at least the second contain the truth in 90 % of cases; optional
   */
  public record Head(
      HeadGraph graph,
      String output,
      Activation activation,
      List<String> labels,
      float[] thresholds,
      String certainty) {

    /** A head without bounds of certainty. */
    public Head(
        HeadGraph graph,
        String output,
        Activation activation,
        List<String> labels,
        float[] thresholds) {
      this(graph, output, activation, labels, thresholds, null);
    }
  }

  /**
   * Origin of a model.
   *
   * @param data name and digest of each data set
   * @param seed seed of the training
   * @param commit commit of the training code
   * @param tolerance maximum relative difference between the training framework and the ONNX graph
   * @param metrics figures by name
   * @param note anything that users must know
   */
  public record Provenance(
      Map<String, String> data,
      Long seed,
      String commit,
      Double tolerance,
      Map<String, Double> metrics,
      String note) {}
}
