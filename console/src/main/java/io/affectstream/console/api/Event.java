package io.affectstream.console.api;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;

/** An event of a stream or an episode. */
@Doc("A stream or an episode begins, continues or ends.")
public record Event(
    @Doc("Stream id.") String stream,
    @Doc("Kind of event.") EventKind kind,
    @Doc("Originating time in microseconds.") long time,
    @Doc("Face within the stream; -1 = the stream itself or no face.") int face,
    @Doc(value = "Expression of the episode.", optional = true) Expression expression,
    @Doc(value = "Action unit of the episode.", optional = true) ActionUnit actionUnit,
    @Doc("Number of the episode within its stream, from 0; -1 for stream events.") long episode,
    @Doc(value = "Originating time of the first frame of the episode.", optional = true) Long onset,
    @Doc(value = "Originating time of its most probable frame so far.", optional = true) Long peak,
    @Doc(value = "Originating time of its last frame so far.", optional = true) Long offset,
    @Doc("Rows of the episode so far; for STREAM_CLOSED rows of the stream.") long frames,
    @Doc(
            value =
                "Those of an expression's episode whose own label is not uncertain; absent for"
                    + " action units and for bundles without bounds.",
            optional = true)
        Long certainFrames,
    @Doc("Mean probability of the label over the episode so far.") float confidence,
    @Doc("Probability at the peak.") float peakConfidence,
    @Doc(value = "For STREAM_CLOSED why.", optional = true) String detail,
    @Doc("Identity of the model bundle.") String bundle,
    @Doc("PROVISIONAL events have numbers of their own and are confirmed or withdrawn.")
        Finality finality) {}
