package io.affectstream.operators.vision;

import io.affectstream.features.vision.ImageLimits;
import io.affectstream.features.vision.SearchSchedule;
import java.io.Serializable;

/**
 * Settings of the vision stage.
 *
 * @param limits largest image that is decoded
 * @param claimCheckFolder folder of the images sent by REFERENCE; empty = refused
 * @param schedule which frames are searched whole, and how streams are cut into blocks
 * @param inFlight maximum frames in flight per parallel instance; they are stored in checkpoints
 */
public record VisionConfig(
    ImageLimits limits, String claimCheckFolder, SearchSchedule schedule, int inFlight)
    implements Serializable {}
