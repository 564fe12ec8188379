package io.affectstream.console.api;

import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Reason;
import java.util.List;

/** One result: a frame and a face. */
@Doc("One result: a frame and a face, or a frame and the reason for no measurement.")
public record Row(
    @Doc("Stream id.") String stream,
    @Doc("Sequence number of the video frame; without video the index of the grid step.")
        long frame,
    @Doc("Originating time in microseconds.") long time,
    @Doc("Identity of the face within the stream, never reused; -1 = no face.") int face,
    @Doc("PROVISIONAL rows are replaced by the FINAL row of the same frame and face.")
        Finality finality,
    @Doc("MEASURED, or why not.") Reason reason,
    @Doc(value = "Most probable expression of this frame alone.", optional = true)
        Expression expression,
    @Doc(value = "Expression after the smoothing filter.", optional = true) Expression smoothed,
    @Doc(
            "Probabilities of the expressions, in the order of About.expressions; empty unless"
                + " MEASURED.")
        List<Float> probabilities,
    @Doc(
            value =
                "Whether the most probable expression is less probable than the bundle requires.",
            optional = true)
        Boolean uncertain,
    @Doc(
            "Expressions that contain the true one in 90 % of cases; empty if the bundle has no"
                + " bound.")
        List<Expression> plausible,
    @Doc(
            "Probabilities of the action units, in the order of About.actionUnits; empty if the"
                + " bundle has no such head.")
        List<Float> actionUnits,
    @Doc("Whether each action unit is above the bundle's threshold; empty like actionUnits.")
        List<Boolean> activeUnits,
    @Doc(
            "Whether activeUnits means something for each action unit: false where the bundle tells"
                + " the unit too unreliably to decide.")
        List<Boolean> decidedUnits,
    @Doc("Score of the face detector in [0, 1]; 0 without a face.") float confidence,
    @Doc("Share of the analysed window in which each modality was present.") RowCoverage coverage,
    @Doc(
            value =
                "Probability that the voice is this face's, or of face -1 that it is nobody's in"
                    + " the image.",
            optional = true)
        Float speaking,
    @Doc("Faces of the frame beyond vision.max-faces, which are not analysed.") int skippedFaces,
    @Doc("Identity of the model bundle.") String bundle) {}
