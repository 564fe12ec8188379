package io.affectstream.training.corpus;

import io.affectstream.schemas.Expression;
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
 * @param parts per modality
 */
record Story(Expression label, int onset, int offset, int ramp, Map<Part, Shown> parts) {

  /** Quality of a modality. */
  enum Condition {
    CLEAR,
    CORRUPTED,
    ABSENT
  }

  /**
   * What a modality shows during the episode.
   *
   * @param expression class of the picture, utterance or comment
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

  /** Classes that the data sets contain: no surprised voice, no picture or comment of OTHER. */
  private static final Map<Part, Set<Expression>> SHOWABLE =
      Map.of(
          Part.FACE, basic(true),
          Part.VOICE, basic(false),
          Part.WORDS, basic(true));

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
      return new Story(label, -side, side, ramp, parts(label, random));
    }
    int length = SHORTEST + random.nextInt(SPREAD);
    int before = ramp + random.nextInt(Math.max(1, length - 2 * ramp));
    return new Story(label, -before, length - before, ramp, parts(label, random));
  }

  private static Story quiet(int ramp, SplittableRandom random) {
    Map<Part, Shown> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(part, new Shown(Expression.NEUTRAL, condition(random)));
    }
    return new Story(Expression.NEUTRAL, 0, 0, ramp, parts);
  }

  /** An episode before or after the centre. */
  private static Story beside(int ramp, SplittableRandom random) {
    List<Expression> emotions = List.of(Expression.values()).subList(1, Expression.values().length);
    Expression other = emotions.get(random.nextInt(emotions.size()));
    int length = SHORTEST + random.nextInt(SPREAD);
    int distance = NEAREST + random.nextInt(DISTANCE_SPREAD);
    boolean later = random.nextBoolean();
    int onset = later ? distance : -distance - length;
    return new Story(Expression.NEUTRAL, onset, onset + length, ramp, parts(other, random));
  }

  private static Map<Part, Shown> parts(Expression label, SplittableRandom random) {
    if (label == Expression.OTHER) {
      return other(random);
    }
    if (random.nextDouble() < MISLED) {
      return misled(label, random);
    }
    Map<Part, Shown> parts = basic(label, random);
    while (!isTold(label, parts)) {
      parts = basic(label, random);
    }
    return parts;
  }

  private static Map<Part, Shown> basic(Expression label, SplittableRandom random) {
    Map<Part, Shown> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      boolean shows = random.nextDouble() < INFORMATIVE;
      Expression shown = SHOWABLE.get(part).contains(label) ? label : standIn(random);
      parts.put(part, new Shown(shows ? shown : Expression.NEUTRAL, condition(random)));
    }
    return parts;
  }

  /**
   * Two modalities agree and the third shows another class: a grimace, a manner of speaking that
   * the training voices lack, irony.
   */
  private static Map<Part, Shown> misled(Expression label, SplittableRandom random) {
    List<Part> all = List.of(Part.values());
    Part wrong = all.get(random.nextInt(all.size()));
    if (!SHOWABLE.get(Part.VOICE).contains(label)) {
      wrong = Part.VOICE;
    }
    Map<Part, Shown> parts = new EnumMap<>(Part.class);
    for (Part part : Part.values()) {
      parts.put(
          part,
          part == wrong
              ? new Shown(another(part, Set.of(label), random), condition(random))
              : new Shown(label, presentCondition(random)));
    }
    return parts;
  }

  /**
   * A substitute for the missing surprised voice: a frightened or happy one, with similar arousal.
   */
  private static Expression standIn(SplittableRandom random) {
    return LIKE_SURPRISE.get(random.nextInt(LIKE_SURPRISE.size()));
  }

  /** Boredom of the voice, or three modalities of which no two agree. */
  private static Map<Part, Shown> other(SplittableRandom random) {
    Map<Part, Shown> parts = new EnumMap<>(Part.class);
    if (random.nextBoolean()) {
      parts.put(Part.FACE, new Shown(Expression.NEUTRAL, condition(random)));
      parts.put(Part.VOICE, new Shown(Expression.OTHER, presentCondition(random)));
      parts.put(Part.WORDS, new Shown(Expression.NEUTRAL, condition(random)));
      return parts;
    }
    Set<Expression> before = EnumSet.noneOf(Expression.class);
    for (Part part : Part.values()) {
      Expression shown = another(part, before, random);
      parts.put(part, new Shown(shown, presentCondition(random)));
      before.add(shown);
    }
    return parts;
  }

  private static Expression another(Part part, Set<Expression> than, SplittableRandom random) {
    boolean surprise = than.contains(Expression.SURPRISE);
    boolean roused = than.stream().anyMatch(LIKE_SURPRISE::contains);
    List<Expression> left =
        SHOWABLE.get(part).stream()
            .filter(shown -> !than.contains(shown))
            .filter(shown -> !(surprise && LIKE_SURPRISE.contains(shown)))
            .filter(shown -> !(roused && shown == Expression.SURPRISE))
            .sorted()
            .toList();
    return left.get(random.nextInt(left.size()));
  }

  /** Whether a present modality shows the class. */
  private static boolean isTold(Expression label, Map<Part, Shown> parts) {
    return parts.values().stream()
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
    Set<Part> telling = EnumSet.noneOf(Part.class);
    Set<Part> contradicting = EnumSet.noneOf(Part.class);
    parts.forEach(
        (part, shown) -> {
          if (shown.condition() == Condition.ABSENT) {
            return;
          }
          // Any episode of a neutral centre is adjacent to it.
          if (label == Expression.NEUTRAL || shown.expression() == label) {
            telling.add(part);
          } else if (shown.expression() != Expression.NEUTRAL && !standsIn(part, shown)) {
            contradicting.add(part);
          }
        });
    boolean jointly = label == Expression.OTHER && telling.isEmpty();
    return jointly
        ? new Evidence(contradicting, Set.of(), true)
        : new Evidence(telling, contradicting, false);
  }

  private boolean standsIn(Part part, Shown shown) {
    return label == Expression.SURPRISE
        && part == Part.VOICE
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

  Shown of(Part part) {
    return parts.get(part);
  }

  /** Intensity of the face at a step relative to the centre, in [0, 1]. */
  float amplitude(int step) {
    if (step <= onset || step >= offset) {
      return 0;
    }
    return Math.min(1, Math.min(step - onset, offset - step) / (float) ramp);
  }
}
