package io.affectstream.training.detector;

import io.affectstream.training.blocks.FaceDetectorNet;
import java.io.IOException;

/** Where the weights of a network to start from are. */
@FunctionalInterface
public interface StartingWeights {

  /**
   * Sets the weights of an initialised network.
   *
   * @throws IOException if they cannot be read
   */
  void load(FaceDetectorNet net) throws IOException;
}
