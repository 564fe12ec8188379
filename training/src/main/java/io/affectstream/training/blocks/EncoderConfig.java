package io.affectstream.training.blocks;

/** Shape of an {@link Encoder}. */
public sealed interface EncoderConfig permits FaceEncoderConfig, InceptionResnetV1Config {

  /** Rows and columns of the input. */
  int side();

  /** Channels of the input: 1 for grey, 3 for red, green, blue. */
  int channels();

  /** Length D of the pooled feature. */
  int dimensions();

  /** Tokens T per image: positions of the last spatial map. */
  int tokens();

  /** Length of a token: channels of the last spatial map. */
  int tokenDimensions();

  /** A new encoder of this shape, not initialised. */
  Encoder encoder();
}
