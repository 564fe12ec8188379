package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Content of a window: the centre's class, the episode, and what each modality shows of it.
 *
 * @param label the centre's class
 * @param onset first step of the episode relative to the centre
 * @param offset step after its last; equal to the onset if there is no episode
 * @param ramp steps the face takes from rest to apex and back
 * @param modalities per modality
 */
record Story(Expression label, int onset, int offset, int ramp, Map<Modality, Shown> modalities) {

  /** Quality of a modality. */
  enum Condition {
    CLEAR,
    CORRUPTED,
    ABSENT
  }

  /**
   * What a modality shows during the episode.
   *
   * @param expression class of the image, utterance or comment
   * @param condition its quality
   */
  record Shown(Expression expression, Condition condition) {}

  private static final double QUIET = 0.5;
  private static final double INFORMATIVE = 0.6;
  private static final double MISLED = 0.3;
  private static final double ABSENT = 0.15;
  private static final double CORRUPTED = 0.3;
  private static final int SHORTEST = 30;
  private static final int SPREAD = 120;
  private static final int SHORTEST_RAMP = 6;
  private static final int RAMP_SPREAD = 7;
  private static final int NEAREST = 8;
  private static final int DISTANCE_SPREAD = 40;

  /** Classes that the data sets contain: no surprised voice, no image or comment of OTHER. */
  private static final Map<Modality, Set<Expression>> SHOWABLE =
      Map.of(
          Modality.FACE, basic(true),
          Modality.VOICE, basic(false),
          Modality.WORDS, basic(true));

  private static final List<Expression> LIKE_SURPRISE =
      List.of(Expression.FEAR, Expression.HAPPINESS);

  private static Set<Expression> basic(boolean surprise) {
    List<Expression> all =
        new ArrayList<>(
            List.of(
                Expression.ANGER,
                Expression.DISGUST,
                Expression.FEAR,
                Expression.HAPPINESS,
                Expression.SADNESS));
    if (surprise) {
      all.add(Expression.SURPRISE);
    }
    return Set.copyOf(all);
  }

  /**
   * A story whose centre has the class.
   *
   * @param lasting share of episodes that last for the whole window
   * @param halo steps to each side of the centre
   */
  static Story draw(Expression label, double lasting, int halo, SplittableRandom random) {
    int ramp = SHORTEST_RAMP + random.nextInt(RAMP_SPREAD);
    if (label == Expression.NEUTRAL) {
      return random.nextDouble() < QUIET ? quiet(ramp, random) : beside(ramp, random);
    }
    if (lasting > 0 && random.nextDouble() < lasting) {
      int side = halo + ramp + 1;
      return new Story(label, -side, side, ramp, modalities(label, random));
    }
    int length = SHORTEST + random.nextInt(SPREAD);
    int before = ramp + random.nextInt(Math.max(1, length - 2 * ramp));
    return new Story(label, -before, length - before, ramp, modalities(label, random));
  }

  private static Story quiet(int ramp, SplittableRandom random) {
    Map<Modality, Shown> modalities = new EnumMap<>(Modality.class);
    for (Modality modality : Modality.values()) {
      modalities.put(modality, new Shown(Expression.NEUTRAL, condition(random)));
    }
    return new Story(Expression.NEUTRAL, 0, 0, ramp, modalities);
  }

  /** An episode before or after the centre. */
  private static Story beside(int ramp, SplittableRandom random) {
    List<Expression> emotions = List.of(Expression.values()).subList(1, Expression.values().length);
    Expression other = emotions.get(random.nextInt(emotions.size()));
    int length = SHORTEST + random.nextInt(SPREAD);
    int distance = NEAREST + random.nextInt(DISTANCE_SPREAD);
    boolean later = random.nextBoolean();
    int onset = later ? distance : -distance - length;
    return new Story(Expression.NEUTRAL, onset, onset + length, ramp, modalities(other, random));
  }

  private static Map<Modality, Shown> modalities(Expression label, SplittableRandom random) {
    if (label == Expression.OTHER) {
      return other(random);
    }
    if (random.nextDouble() < MISLED) {
      return misled(label, random);
    }
    Map<Modality, Shown> modalities = basic(label, random);
    while (!isShown(label, modalities)) {
      modalities = basic(label, random);
    }
    return modalities;
  }

  private static Map<Modality, Shown> basic(Expression label, SplittableRandom random) {
    Map<Modality, Shown> modalities = new EnumMap<>(Modality.class);
    for (Modality modality : Modality.values()) {
      boolean shows = random.nextDouble() < INFORMATIVE;
      Expression shown = SHOWABLE.get(modality).contains(label) ? label : standIn(random);
      modalities.put(modality, new Shown(shows ? shown : Expression.NEUTRAL, condition(random)));
    }
    return modalities;
  }

  /**
   * Two modalities agree and the third shows another class: a grimace, a manner of speaking that
   * the training voices lack, irony.
   */
  private static Map<Modality, Shown> misled(Expression label, SplittableRandom random) {
    List<Modality> all = List.of(Modality.values());
    Modality wrong = all.get(random.nextInt(all.size()));
    if (!SHOWABLE.get(Modality.VOICE).contains(label)) {
      wrong = Modality.VOICE;
    }
    Map<Modality, Shown> modalities = new EnumMap<>(Modality.class);
    for (Modality modality : Modality.values()) {
      modalities.put(
          modality,
          modality == wrong
              ? new Shown(another(modality, Set.of(label), random), condition(random))
              : new Shown(label, presentCondition(random)));
    }
    return modalities;
  }

  /**
   * A substitute for the missing surprised voice: a frightened or happy one, with similar arousal.
   */
  private static Expression standIn(SplittableRandom random) {
    return LIKE_SURPRISE.get(random.nextInt(LIKE_SURPRISE.size()));
  }

  /** Boredom of the voice, or three modalities of which no two agree. */
  private static Map<Modality, Shown> other(SplittableRandom random) {
    Map<Modality, Shown> modalities = new EnumMap<>(Modality.class);
    if (random.nextBoolean()) {
      modalities.put(Modality.FACE, new Shown(Expression.NEUTRAL, condition(random)));
      modalities.put(Modality.VOICE, new Shown(Expression.OTHER, presentCondition(random)));
      modalities.put(Modality.WORDS, new Shown(Expression.NEUTRAL, condition(random)));
      return modalities;
    }
    Set<Expression> before = EnumSet.noneOf(Expression.class);
    for (Modality modality : Modality.values()) {
      Expression shown = another(modality, before, random);
      modalities.put(modality, new Shown(shown, presentCondition(random)));
      before.add(shown);
    }
    return modalities;
  }

  private static Expression another(
      Modality modality, Set<Expression> than, SplittableRandom random) {
    boolean surprise = than.contains(Expression.SURPRISE);
    boolean roused = than.stream().anyMatch(LIKE_SURPRISE::contains);
    List<Expression> left =
        SHOWABLE.get(modality).stream()
            .filter(shown -> !than.contains(shown))
            .filter(shown -> !(surprise && LIKE_SURPRISE.contains(shown)))
            .filter(shown -> !(roused && shown == Expression.SURPRISE))
            .sorted()
            .toList();
    return left.get(random.nextInt(left.size()));
  }

  /** Whether a present modality shows the class. */
  private static boolean isShown(Expression label, Map<Modality, Shown> modalities) {
    return modalities.values().stream()
        .anyMatch(shown -> shown.expression() == label && shown.condition() != Condition.ABSENT);
  }

  private static Condition condition(SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < ABSENT) {
      return Condition.ABSENT;
    }
    return draw < ABSENT + CORRUPTED ? Condition.CORRUPTED : Condition.CLEAR;
  }

  private static Condition presentCondition(SplittableRandom random) {
    return random.nextDouble() < CORRUPTED ? Condition.CORRUPTED : Condition.CLEAR;
  }

  /** Evidence of the present modalities for the class. */
  Evidence evidence() {
    Set<Modality> showing = EnumSet.noneOf(Modality.class);
    Set<Modality> contradicting = EnumSet.noneOf(Modality.class);
    modalities.forEach(
        (modality, shown) -> {
          if (shown.condition() == Condition.ABSENT) {
            return;
          }
          // Any episode of a neutral centre is adjacent to it.
          if (label == Expression.NEUTRAL || shown.expression() == label) {
            showing.add(modality);
          } else if (shown.expression() != Expression.NEUTRAL && !standsIn(modality, shown)) {
            contradicting.add(modality);
          }
        });
    boolean jointly = label == Expression.OTHER && showing.isEmpty();
    return jointly
        ? new Evidence(contradicting, Set.of(), true)
        : new Evidence(showing, contradicting, false);
  }

  private boolean standsIn(Modality modality, Shown shown) {
    return label == Expression.SURPRISE
        && modality == Modality.VOICE
        && LIKE_SURPRISE.contains(shown.expression());
  }

  /** Whether the episode lasts for the whole window of {@code halo} steps to each side. */
  boolean lasts(int halo) {
    return onset + ramp < -halo && offset - ramp > halo;
  }

  /** Whether the window contains an episode. */
  boolean hasEpisode() {
    return offset > onset;
  }

  Shown of(Modality modality) {
    return modalities.get(modality);
  }

  /** Intensity of the face at a step relative to the centre, in [0, 1]. */
  float amplitude(int step) {
    if (step <= onset || step >= offset) {
      return 0;
    }
    return Math.min(1, Math.min(step - onset, offset - step) / (float) ramp);
  }
}
