package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Names that data sets give to the eight expression classes. */
public final class ClassNames {

  private static final Map<String, Expression> NAMES =
      Map.ofEntries(
          Map.entry("neutral", Expression.NEUTRAL),
          Map.entry("anger", Expression.ANGER),
          Map.entry("angry", Expression.ANGER),
          Map.entry("disgust", Expression.DISGUST),
          Map.entry("disgusted", Expression.DISGUST),
          Map.entry("fear", Expression.FEAR),
          Map.entry("fearful", Expression.FEAR),
          Map.entry("afraid", Expression.FEAR),
          Map.entry("anxiety", Expression.FEAR),
          Map.entry("happiness", Expression.HAPPINESS),
          Map.entry("happy", Expression.HAPPINESS),
          Map.entry("joy", Expression.HAPPINESS),
          Map.entry("sadness", Expression.SADNESS),
          Map.entry("sad", Expression.SADNESS),
          Map.entry("surprise", Expression.SURPRISE),
          Map.entry("surprised", Expression.SURPRISE),
          Map.entry("other", Expression.OTHER));

  private ClassNames() {}

  /** Every known name. */
  public static Set<String> known() {
    return new TreeSet<>(NAMES.keySet());
  }

  /** The class a name stands for, in any case; empty if it is unknown. */
  public static Optional<Expression> find(String name) {
    return Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT)));
  }

  /**
   * The class a name stands for, in any case.
   *
   * @throws IllegalArgumentException if the name is unknown; the message lists the known ones
   */
  public static Expression expression(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "expected an expression class, one of %s, found '%s'"
                        .formatted(known(), name)));
  }
}
