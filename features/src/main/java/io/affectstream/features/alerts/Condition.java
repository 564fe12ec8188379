package io.affectstream.features.alerts;

import java.util.List;
import java.util.stream.Stream;

/** What a rule requires of a row. */
sealed interface Condition {

  /** What conditions read beside the row itself. */
  interface View {

    /** The row. */
    AlertRow row();

    /** Whether the change of that slot has occurred. */
    boolean changed(int slot);

    /** Whether the words of this frame complete one of the phrases. */
    boolean spoken(Phrases phrases);
  }

  /** Whether the row fulfils it. */
  boolean holds(View view);

  /** The conditions within it, or itself if it has none. */
  default Stream<Condition> atoms() {
    return Stream.of(this);
  }

  /** Whether it concerns a face, so that it is evaluated for each face separately. */
  default boolean ofFace() {
    return false;
  }

  /** A probability above or below a limit; false if the row has no such probability. */
  record Level(Measure measure, boolean over, double limit) implements Condition {

    @Override
    public boolean holds(View view) {
      float value = measure.of(view.row());
      return over ? value > limit : value < limit;
    }

    @Override
    public boolean ofFace() {
      return true;
    }
  }

  /**
   * A probability has risen or fallen within a period.
   *
   * @param slot index of this change among those of its rule
   */
  record Change(Measure measure, boolean rise, double by, long withinMicros, int slot)
      implements Condition {

    @Override
    public boolean holds(View view) {
      return view.changed(slot);
    }

    @Override
    public boolean ofFace() {
      return true;
    }
  }

  /** The smoothed expression. */
  record Label(Measure expression) implements Condition {

    @Override
    public boolean holds(View view) {
      return view.row().label() == expression.index();
    }

    @Override
    public boolean ofFace() {
      return true;
    }
  }

  /** No face in the frame, or no voice or words in the window. */
  record Absent(Presence what) implements Condition {

    @Override
    public boolean holds(View view) {
      AlertRow row = view.row();
      return switch (what) {
        case FACE -> row.face() == AlertRow.NO_FACE && !row.offScreen();
        case VOICE -> !row.voice();
        case WORDS -> !row.words();
      };
    }
  }

  /** What may be absent. */
  enum Presence {
    FACE,
    VOICE,
    WORDS
  }

  /** The last words complete one of the phrases. */
  record Spoken(Phrases phrases) implements Condition {

    @Override
    public boolean holds(View view) {
      return view.spoken(phrases);
    }
  }

  /** Not the condition. */
  record Not(Condition condition) implements Condition {

    @Override
    public boolean holds(View view) {
      return !condition.holds(view);
    }

    @Override
    public Stream<Condition> atoms() {
      return condition.atoms();
    }

    @Override
    public boolean ofFace() {
      return condition.ofFace();
    }
  }

  /** All or any of the conditions. */
  record Several(boolean all, List<Condition> conditions) implements Condition {

    @Override
    public boolean holds(View view) {
      return all
          ? conditions.stream().allMatch(condition -> condition.holds(view))
          : conditions.stream().anyMatch(condition -> condition.holds(view));
    }

    @Override
    public Stream<Condition> atoms() {
      return conditions.stream().flatMap(Condition::atoms);
    }

    @Override
    public boolean ofFace() {
      return conditions.stream().anyMatch(Condition::ofFace);
    }
  }
}
