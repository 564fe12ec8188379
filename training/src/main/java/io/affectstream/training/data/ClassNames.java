package io.affectstream.training.data;

import io.affectstream.schemas.Expression;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Names of the eight expression classes in data sets. */
public final class ClassNames {

  private static final Map<String, Expression> NAMES = new TreeMap<>();

  static {
    names(Expression.NEUTRAL, "neutral", "neu", "calm");
    names(Expression.ANGER, "anger", "angry", "ang", "mad");
    names(Expression.DISGUST, "disgust", "disgusted", "dis");
    names(Expression.FEAR, "fear", "fearful", "fea", "afraid", "anxiety", "anxious", "scared");
    names(Expression.HAPPINESS, "happiness", "happy", "hap", "joy", "joyful");
    names(Expression.SADNESS, "sadness", "sad");
    names(Expression.SURPRISE, "surprise", "surprised", "sur", "pleasant_surprise", "ps");
    names(Expression.OTHER, "other", "boredom", "bored", "contempt", "contemptuous");
  }

  private ClassNames() {}

  private static void names(Expression label, String... names) {
    for (String name : names) {
      NAMES.put(name, label);
    }
  }

  /** Every known name. */
  public static Set<String> known() {
    return new TreeSet<>(NAMES.keySet());
  }

  /** The class of a name, ignoring case; empty if it is unknown. */
  public static Optional<Expression> find(String name) {
    return Optional.ofNullable(NAMES.get(name.strip().toLowerCase(Locale.ROOT).replace(' ', '_')));
  }

  /**
   * The class of a name, ignoring case.
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
