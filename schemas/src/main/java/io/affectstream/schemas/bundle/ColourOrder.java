package io.affectstream.schemas.bundle;

/** Channels of an image tensor, in their order. */
public enum ColourOrder {
  RGB,
  BGR,
  GREY
}
