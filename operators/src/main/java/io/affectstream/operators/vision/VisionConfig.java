package io.affectstream.operators.vision;

import io.affectstream.features.vision.PictureLimits;
import java.io.Serializable;

/**
 * Settings of the vision stage.
 *
 * @param limits largest picture that is decoded
 * @param claimCheckFolder folder below which pictures sent by REFERENCE lie; empty = refused
 * @param detectEvery n: every n-th frame is searched whole, the others where faces were; 1 = all
 * @param inFlight frames per parallel instance on their way at a time; they are stored in
 *     checkpoints
 */
public record VisionConfig(
    PictureLimits limits, String claimCheckFolder, int detectEvery, int inFlight)
    implements Serializable {}
