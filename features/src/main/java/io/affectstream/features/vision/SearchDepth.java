package io.affectstream.features.vision;

/** How much of a frame is searched for faces in any case. */
public enum SearchDepth {
  /** The surroundings of known faces; the whole image only if one is lost or none is known. */
  KNOWN,
  /** Also the whole image, and if it has no other face, small ones. */
  IMAGE,
  /** Also small faces. */
  SMALL
}
