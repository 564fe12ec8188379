package io.affectstream.operators.vision;

import io.affectstream.features.vision.PictureLimits;
import io.affectstream.features.vision.SearchSchedule;
import java.io.Serializable;

/**
 * Settings of the vision stage.
 *
 * @param limits largest picture that is decoded
 * @param claimCheckFolder folder below which pictures sent by REFERENCE lie; empty = refused
 * @param schedule which frames are searched whole, and how streams are cut into blocks
 * @param inFlight frames per parallel instance on their way at a time; they are stored in
 *     checkpoints
 */
public record VisionConfig(
    PictureLimits limits, String claimCheckFolder, SearchSchedule schedule, int inFlight)
    implements Serializable {}
