package io.affectstream.operators.vision;

import io.affectstream.features.vision.PictureLimits;
import java.io.Serializable;

/**
 * Settings of the vision stage.
 *
 * @param limits largest picture that is decoded
 * @param claimCheckFolder folder below which pictures sent by REFERENCE lie; empty = refused
 * @param workers threads per parallel instance that decode and detect
 * @param inFlight frames per parallel instance on their way at a time; they are stored in
 *     checkpoints
 */
public record VisionConfig(PictureLimits limits, String claimCheckFolder, int workers, int inFlight)
    implements Serializable {}
