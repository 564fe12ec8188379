package io.affectstream.features.episodes;

import static io.affectstream.features.episodes.EpisodeChange.NONE;

import io.affectstream.features.episodes.EpisodeChange.Kind;
import io.affectstream.features.episodes.EpisodeFrame.Certainty;
import io.affectstream.features.episodes.EpisodeState.Course;
import io.affectstream.schemas.Expression;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Turns the frames of a face into episodes. Depends on originating times only. Stateless; one
 * instance serves any number of faces, from one thread.
 *
 * <p>An expression's episode is a run of measured frames with one smoothed label; another label
 * ends it. An action unit's episode begins and ends with a frame whose probability reaches the on
 * threshold. Between them a dip below it is bridged as long as the probability stays at or above
 * the off threshold, and as long as the frames below the on threshold are at most a quarter of
 * those above. So the episodes of a unit have at most 1.25 times as many frames as the unit is
 * active in, for any thresholds.
 *
 * <p>An episode opens once it has lasted for the minimum duration; a shorter one is not reported,
 * and its frames keep their labels but belong to no episode. Frames without a measurement neither
 * extend nor end an episode; more than {@code maxGap} between the end of one measured frame (its
 * time plus its interval) and the next ends it. Within a frame closings come first, then the
 * expression, then action units by index.
 */
public final class EpisodeTracker {

  /** Minimum ratio of frames at or above the on threshold to frames below it in an episode. */
  private static final long ACTIVE_PER_DIP = 4;

  private static final int NEUTRAL = List.of(Expression.values()).indexOf(Expression.NEUTRAL);

  private final boolean neutral;
  private final long maxGap;
  private final long updatePeriod;
  private final long minDuration;
  private final float[] on;
  private final float[] off;

  public EpisodeTracker(EpisodeConfig config) {
    this.neutral = config.neutral();
    this.maxGap = micros(config.maxGap());
    this.updatePeriod = micros(config.updatePeriod());
    this.minDuration = micros(config.minDuration());
    this.on = floats(config.onThresholds());
    this.off = floats(config.offThresholds());
  }

  /**
   * Takes the next frame of a face.
   *
   * @param state of this face
   * @param counter of its stream
   * @param frame with a time after that of the last one
   * @param out receives the changes
   * @throws IllegalArgumentException if time does not increase, an array has a wrong length or a
   *     probability is not finite; the state is then unchanged
   */
  public void frame(
      EpisodeState state, EpisodeCounter counter, EpisodeFrame frame, Consumer<EpisodeChange> out) {
    check(state, frame);
    state.lastTime = frame.time();
    advance(state, frame.time(), out);
    if (frame.actionUnits().length > 0 && state.actionUnits.length == 0) {
      state.actionUnits = courses();
    }
    boolean labelled = frame.smoothed() != NONE;
    if (labelled && state.expression.label != frame.smoothed()) {
      end(state.expression, true, out);
    }
    for (int unit = 0; unit < frame.actionUnits().length; unit++) {
      if (endsWith(state.actionUnits[unit], frame.actionUnits()[unit], unit)) {
        end(state.actionUnits[unit], false, out);
      }
    }
    if (labelled && (neutral || frame.smoothed() != NEUTRAL)) {
      extend(state.expression, frame.smoothed(), frame, frame.probabilities()[frame.smoothed()]);
      report(state.expression, true, counter, out);
    }
    for (int unit = 0; unit < frame.actionUnits().length; unit++) {
      Course course = state.actionUnits[unit];
      float probability = frame.actionUnits()[unit];
      if (probability >= on[unit]) {
        extend(course, unit, frame, probability);
        report(course, false, counter, out);
      } else if (course.label != NONE) {
        dip(course, frame, probability);
      }
    }
  }

  /**
   * Whether a frame ends an action unit's episode because it is too low or one of too many low
   * frames.
   */
  private boolean endsWith(Course course, float probability, int unit) {
    if (course.label == NONE || probability >= on[unit]) {
      return false;
    }
    long active = course.frames - course.below;
    return probability < off[unit] || ACTIVE_PER_DIP * (course.below + course.dip + 1) > active;
  }

  /**
   * Records a frame below the on threshold, which counts only if a frame above it follows in time.
   */
  private static void dip(Course course, EpisodeFrame frame, float probability) {
    course.measured = frame.time() + frame.interval();
    course.dip++;
    course.dipSum += probability;
  }

  /**
   * Signals that no further frame of this face up to {@code time} (microseconds) will arrive:
   * closes episodes without a measurement for more than {@code maxGap} by then. Emits only changes
   * that a later frame would have emitted too.
   */
  public void advance(EpisodeState state, long time, Consumer<EpisodeChange> out) {
    endIfStale(state.expression, true, time, out);
    for (Course course : state.actionUnits) {
      endIfStale(course, false, time, out);
    }
  }

  /** Ends the face or its stream: closes all open episodes and resets the state. */
  public void close(EpisodeState state, Consumer<EpisodeChange> out) {
    end(state.expression, true, out);
    for (Course course : state.actionUnits) {
      end(course, false, out);
    }
    state.actionUnits = new Course[0];
    state.lastTime = Long.MIN_VALUE;
  }

  /** Whether no episode is open, so that the state can be dropped without loss. */
  public static boolean idle(EpisodeState state) {
    for (Course course : state.actionUnits) {
      if (course.label != NONE) {
        return false;
      }
    }
    return state.expression.label == NONE;
  }

  private void endIfStale(
      Course course, boolean expression, long time, Consumer<EpisodeChange> out) {
    if (course.label != NONE && time - course.measured > maxGap) {
      end(course, expression, out);
    }
  }

  private static void end(Course course, boolean expression, Consumer<EpisodeChange> out) {
    if (course.number >= 0) {
      out.accept(change(Kind.CLOSED, course, expression, course.offset));
    }
    course.label = NONE;
    course.number = -1;
  }

  private static void extend(Course course, int label, EpisodeFrame frame, float probability) {
    if (course.label == NONE) {
      begin(course, label, frame);
    }
    course.offset = frame.time();
    course.end = frame.time() + frame.interval();
    course.measured = course.end;
    course.frames += course.dip + 1;
    course.certain += frame.certainty() == Certainty.CERTAIN ? 1 : 0;
    course.sum += course.dipSum + probability;
    course.below += course.dip;
    course.dip = 0;
    course.dipSum = 0;
    if (probability > course.peakConfidence) {
      course.peakConfidence = probability;
      course.peak = frame.time();
    }
  }

  private static void begin(Course course, int label, EpisodeFrame frame) {
    course.label = label;
    course.onset = frame.time();
    course.frames = 0;
    course.certain = 0;
    course.known = frame.certainty() != Certainty.UNKNOWN;
    course.sum = 0;
    course.below = 0;
    course.dip = 0;
    course.dipSum = 0;
    course.peakConfidence = -1;
  }

  private void report(
      Course course, boolean expression, EpisodeCounter counter, Consumer<EpisodeChange> out) {
    Kind kind;
    if (course.number < 0 && course.end - course.onset >= minDuration) {
      course.number = counter.next++;
      kind = Kind.OPENED;
    } else if (course.number >= 0 && course.offset - course.reported >= updatePeriod) {
      kind = Kind.UPDATED;
    } else {
      return;
    }
    course.reported = course.offset;
    out.accept(change(kind, course, expression, course.offset));
  }

  private static EpisodeChange change(Kind kind, Course course, boolean expression, long time) {
    return new EpisodeChange(
        kind,
        expression ? course.label : NONE,
        expression ? NONE : course.label,
        course.number,
        time,
        course.onset,
        course.peak,
        course.offset,
        course.frames,
        expression && course.known ? course.certain : NONE,
        (float) (course.sum / course.frames),
        course.peakConfidence);
  }

  private Course[] courses() {
    Course[] courses = new Course[on.length];
    for (int unit = 0; unit < courses.length; unit++) {
      courses[unit] = new Course();
    }
    return courses;
  }

  private void check(EpisodeState state, EpisodeFrame frame) {
    if (frame.time() <= state.lastTime || frame.interval() < 0) {
      throw new IllegalArgumentException(
          "episodes: expected a time after %d us and no negative interval, found %d and %d us"
              .formatted(state.lastTime, frame.time(), frame.interval()));
    }
    if (frame.smoothed() < NONE
        || (frame.smoothed() != NONE && frame.smoothed() >= frame.probabilities().length)) {
      throw new IllegalArgumentException(
          "episodes: expected a label below the number of probabilities (%d), found %d"
              .formatted(frame.probabilities().length, frame.smoothed()));
    }
    if (frame.actionUnits().length != 0 && frame.actionUnits().length != on.length) {
      throw new IllegalArgumentException(
          "episodes: expected no action units or one per threshold (%d), found %d"
              .formatted(on.length, frame.actionUnits().length));
    }
    checkProbabilities("expression", frame.probabilities());
    checkProbabilities("action unit", frame.actionUnits());
  }

  private static void checkProbabilities(String what, float[] probabilities) {
    for (float probability : probabilities) {
      if (!Float.isFinite(probability)) {
        throw new IllegalArgumentException(
            "episodes: expected finite %s probabilities, found %s".formatted(what, probability));
      }
    }
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }

  private static float[] floats(List<Float> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i);
    }
    return floats;
  }
}
