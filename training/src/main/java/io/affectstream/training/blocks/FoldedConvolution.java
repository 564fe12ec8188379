package io.affectstream.training.blocks;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.ParameterList;

/**
 * A convolution with the batch normalisation behind it folded in: {@code w' = w g / s}, {@code b' =
 * b - m g / s} with {@code s = sqrt(v + epsilon)}, computed in double precision.
 *
 * @param kernel {@code [out, in, k, k]}, row-major
 * @param bias {@code [out]}
 * @param shape the kernel's four axes
 */
public record FoldedConvolution(float[] kernel, float[] bias, long[] shape) {

  static FoldedConvolution of(NDArray weight, ParameterList norm, float epsilon) {
    float[] kernel = weight.toFloatArray();
    float[] gamma = norm.get("gamma").getArray().toFloatArray();
    float[] beta = norm.get("beta").getArray().toFloatArray();
    float[] mean = norm.get("runningMean").getArray().toFloatArray();
    float[] variance = norm.get("runningVar").getArray().toFloatArray();
    float[] bias = new float[gamma.length];
    int filter = kernel.length / gamma.length;
    for (int out = 0; out < gamma.length; out++) {
      double factor = gamma[out] / Math.sqrt(variance[out] + (double) epsilon);
      bias[out] = (float) (beta[out] - mean[out] * factor);
      for (int i = out * filter; i < (out + 1) * filter; i++) {
        kernel[i] = (float) (kernel[i] * factor);
      }
    }
    return new FoldedConvolution(kernel, bias, weight.getShape().getShape());
  }
}
