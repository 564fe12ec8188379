package io.affectstream.features.speaking;

/**
 * Whether a face speaks at a frame.
 *
 * @param probability that the voice around the frame is this face's, in [0, 1]; for a row without a
 *     face, that it is nobody's in the image; NaN where not judged
 * @param weight of voice and words in the fusion of the face, in [0, 1]
 */
public record Speaking(float probability, float weight) {

  /** Not judged: voice and words count fully. */
  public static final Speaking UNKNOWN = new Speaking(Float.NaN, 1);
}
