package io.affectstream.operators.vision;

import io.affectstream.features.vision.PictureLimits;
import java.io.Serializable;

/**
 * Settings of the vision stage.
 *
 * @param limits largest picture that is decoded
 * @param claimCheckFolder folder below which pictures sent by REFERENCE lie; empty = refused
 * @param workers threads that decode and detect, shared out among the parallel instances; 0 = as
 *     many as the machine of the task manager has cores
 * @param inFlight frames per parallel instance on their way at a time; they are stored in
 *     checkpoints
 */
public record VisionConfig(PictureLimits limits, String claimCheckFolder, int workers, int inFlight)
    implements Serializable {

  /** Threads of each of so many instances, at least one. */
  int workersOfEach(int instances) {
    int all = workers > 0 ? workers : Runtime.getRuntime().availableProcessors();
    return Math.max(1, all / instances);
  }
}
