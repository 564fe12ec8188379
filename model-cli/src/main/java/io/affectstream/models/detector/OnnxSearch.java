package io.affectstream.models.detector;

import ai.onnxruntime.OrtException;
import io.affectstream.export.detector.DetectorSession;
import io.affectstream.export.detector.FaceDetectorGraph;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.training.blocks.FaceDetectorNet;
import io.affectstream.training.detector.GreyImage;
import io.affectstream.training.detector.GridDecoder;
import java.util.List;
import java.util.Map;

/** Searches whole images of at most 320 pixels with an exported network. */
final class OnnxSearch implements FaceSearch {

  private static final double TINY = 1e-7;

  private final DetectorSession session;
  private final float threshold;

  OnnxSearch(byte[] model, float threshold) throws OrtException {
    session = new DetectorSession(model);
    this.threshold = threshold;
    try {
      session.run(new float[32 * 32], 1, 32, 32);
    } catch (OrtException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public List<DetectedFace> faces(GreyImage image) {
    int width = up(image.width());
    int height = up(image.height());
    try {
      Map<String, float[]> outputs = session.run(image.padded(width, height), 1, height, width);
      return GridDecoder.faces(width, height, values(outputs, width, height), threshold);
    } catch (OrtException e) {
      throw new IllegalStateException("detector: a graph that ran before fails", e);
    }
  }

  /** The outputs as the network in the training framework returns them. */
  private static float[] values(Map<String, float[]> outputs, int width, int height) {
    int cells = 0;
    for (int stride : FaceDetectorNet.STRIDES) {
      cells += width / stride * (height / stride);
    }
    float[] values = new float[cells * FaceDetectorNet.VALUES];
    int at = 0;
    for (int stride : FaceDetectorNet.STRIDES) {
      float[] score = outputs.get(FaceDetectorGraph.SCORE + stride);
      for (int cell = 0; cell < score.length; cell++) {
        double p = Math.min(1 - TINY, Math.max(TINY, score[cell]));
        values[at] = (float) Math.log(p / (1 - p));
        System.arraycopy(outputs.get(FaceDetectorGraph.BOX + stride), 4 * cell, values, at + 1, 4);
        float[] points = outputs.get(FaceDetectorGraph.POINTS + stride);
        System.arraycopy(points, 10 * cell, values, at + 5, 10);
        at += FaceDetectorNet.VALUES;
      }
    }
    return values;
  }

  private static int up(int side) {
    int step = FaceDetectorNet.COARSEST;
    return (side + step - 1) / step * step;
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("detector: the session cannot be closed", e);
    }
  }
}
