package io.affectstream.training.words;

import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.Comment;
import java.util.List;

/** How frequent labels are. */
public final class LabelCounts {

  private LabelCounts() {}

  /** Comments that have each class of {@code Expression} among their labels. */
  public static int[] of(List<Comment> comments) {
    int[] counts = new int[Expression.values().length];
    comments.forEach(comment -> comment.labels().forEach(label -> counts[Columns.of(label)]++));
    return counts;
  }
}
