package io.affectstream.schemas.bundle;

/** Order of the axes of an image tensor: N images, C channels, H rows, W columns. */
public enum TensorLayout {
  NCHW,
  NHWC
}
