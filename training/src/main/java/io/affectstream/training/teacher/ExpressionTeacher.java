package io.affectstream.training.teacher;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.affectstream.schemas.Expression;
import io.affectstream.training.ItemListener;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.TeacherAnswers;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An expression net with the interface of face-api.js: input {@code input} {@code [n, 3, 112, 112]}
 * RGB 0..255, output {@code logits} {@code [n, 7]}. It sees each image a little nearer than it is
 * framed, as it is and mirrored; its answer is the mean of both softened distributions. Not
 * thread-safe.
 */
public final class ExpressionTeacher implements AutoCloseable {

  /** Classes in the order of the output. */
  private static final List<Expression> CLASSES =
      List.of(
          Expression.NEUTRAL,
          Expression.HAPPINESS,
          Expression.SADNESS,
          Expression.ANGER,
          Expression.FEAR,
          Expression.DISGUST,
          Expression.SURPRISE);

  private static final int SIDE = 112;
  private static final int CHANNELS = 3;

  /** Share of the image's side that the teacher sees; chosen on the images that choose. */
  private static final double FRAME = 1 / 1.07;

  /** Divisor of the logits; chosen likewise. The net is far too certain. */
  private static final double TEMPERATURE = 2;

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession.SessionOptions options;
  private final OrtSession session;

  /**
   * Opens the net.
   *
   * @param model ONNX file
   * @throws OrtException if it cannot be opened
   */
  public ExpressionTeacher(Path model) throws OrtException {
    options = new OrtSession.SessionOptions();
    options.setIntraOpNumThreads(1);
    session = environment.createSession(model.toString(), options);
  }

  /**
   * Asks about the training images of some sources.
   *
   * @param sources archives or directories with {@code train/}
   * @param listener called after every image
   * @throws IOException if a source cannot be read
   * @throws OrtException if the net fails
   */
  public TeacherAnswers answers(List<Path> sources, ItemListener listener)
      throws IOException, OrtException {
    Map<String, float[]> rows = new LinkedHashMap<>();
    for (Path source : sources) {
      FaceImages images = FaceFolders.read(source, "train");
      for (int i = 0; i < images.size(); i++) {
        rows.put(images.names().get(i), answer(images, i));
        listener.done("answers, " + source.getFileName(), i + 1, images.size());
      }
    }
    return new TeacherAnswers(rows);
  }

  /** Shares of the classes of an image, {@code [8]} in the order of {@link Columns}. */
  float[] answer(FaceImages images, int image) throws OrtException {
    float[] answer = new float[Expression.values().length];
    long[] shape = {2, CHANNELS, SIDE, SIDE};
    try (OnnxTensor input =
            OnnxTensor.createTensor(environment, FloatBuffer.wrap(views(images, image)), shape);
        OrtSession.Result result = session.run(Map.of("input", input))) {
      FloatBuffer logits = ((OnnxTensor) result.get("logits").orElseThrow()).getFloatBuffer();
      for (int view = 0; view < 2; view++) {
        double[] softened = softened(logits, view * CLASSES.size());
        for (int c = 0; c < softened.length; c++) {
          answer[Columns.of(CLASSES.get(c))] += (float) (softened[c] / 2);
        }
      }
    }
    return answer;
  }

  private static double[] softened(FloatBuffer logits, int from) {
    double[] shares = new double[CLASSES.size()];
    double sum = 0;
    for (int c = 0; c < shares.length; c++) {
      shares[c] = Math.exp((logits.get(from + c) - logits.get(from)) / TEMPERATURE);
      sum += shares[c];
    }
    for (int c = 0; c < shares.length; c++) {
      shares[c] /= sum;
    }
    return shares;
  }

  /** The image and its mirror image, grey in three channels. */
  private static float[] views(FaceImages images, int image) {
    int plane = SIDE * SIDE;
    float[] views = new float[2 * CHANNELS * plane];
    for (int view = 0; view < 2; view++) {
      int from = view * CHANNELS * plane;
      int offset = image * images.side() * images.side();
      FaceAugmentation.framed(
          images.pixels(), offset, images.side(), FRAME, view == 1, views, from, SIDE);
      for (int i = from; i < from + plane; i++) {
        views[i] *= 255;
      }
      for (int channel = 1; channel < CHANNELS; channel++) {
        System.arraycopy(views, from, views, from + channel * plane, plane);
      }
    }
    return views;
  }

  @Override
  public void close() throws OrtException {
    session.close();
    options.close();
  }
}
