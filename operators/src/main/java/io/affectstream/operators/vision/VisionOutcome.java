package io.affectstream.operators.vision;

import io.affectstream.features.align.FaceFrame;
import io.affectstream.operators.source.Refusal;
import java.util.List;

/**
 * Outcome of the vision stage for one frame. Asynchronous functions have no side outputs, so the
 * refusal is passed with the frame for one hop.
 *
 * @param frame the frame's faces, or its reason for having none
 * @param refusals one element if the frame could not be used, else none
 * @param silence whether the frame is an end generated because the stream fell silent
 */
public record VisionOutcome(FaceFrame frame, List<Refusal> refusals, boolean silence) {}
