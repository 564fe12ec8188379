package io.affectstream.app.results;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.Expression;
import java.util.Optional;

/**
 * A closed episode of the timeline.
 *
 * @param face identity of the face; -1 = the stream itself
 * @param onset first frame, microseconds
 * @param peak frame of the highest probability, microseconds
 * @param offset last frame, microseconds
 * @param expression for an episode of an expression
 * @param unit for an episode of an action unit
 * @param confidence mean probability of the label
 */
public record EpisodeLine(
    int face,
    long onset,
    long peak,
    long offset,
    Optional<Expression> expression,
    Optional<ActionUnit> unit,
    float confidence) {

  static EpisodeLine of(AffectEvent closed) {
    return new EpisodeLine(
        closed.getFace(),
        closed.getOnset(),
        closed.getPeak(),
        closed.getOffset(),
        Optional.ofNullable(closed.getExpression()),
        Optional.ofNullable(closed.getActionUnit()),
        closed.getConfidence());
  }
}
