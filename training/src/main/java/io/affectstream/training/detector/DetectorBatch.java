package io.affectstream.training.detector;

import java.util.List;

/**
 * Images of a step.
 *
 * @param pixels {@code [n, height, width]}, 0..255
 * @param width columns
 * @param height rows
 * @param samples labels, one per image
 */
record DetectorBatch(float[] pixels, int width, int height, List<DetectorSample> samples) {

  static DetectorBatch of(List<DetectorSample> samples) {
    int width = samples.get(0).width();
    int height = samples.get(0).height();
    float[] pixels = new float[samples.size() * width * height];
    int at = 0;
    for (DetectorSample sample : samples) {
      for (byte pixel : sample.pixels()) {
        pixels[at++] = pixel & 0xff;
      }
    }
    return new DetectorBatch(pixels, width, height, samples);
  }
}
