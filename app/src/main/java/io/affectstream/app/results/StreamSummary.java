package io.affectstream.app.results;

import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Running figures of one stream. Frames must be added in order; memory does not grow with the
 * length of the stream, only with the number of faces.
 */
public final class StreamSummary {

  private static final float SPEAKS = 0.5f;

  private final Map<Reason, Long> reasons = new EnumMap<>(Reason.class);
  private final Map<Expression, Long> expressions = new EnumMap<>(Expression.class);
  private final TreeSet<Integer> faces = new TreeSet<>();
  private final TreeSet<String> bundles = new TreeSet<>();
  private final Map<String, Long> episodes = new TreeMap<>();
  private final SortedMap<Integer, Long> speaking = new TreeMap<>();
  private long rows;
  private long frames;
  private long lastFrame;
  private long crowdedFrames;
  private int maxSkippedFaces;
  private long uncertain;
  private long first;
  private long last;
  private OptionalLong end = OptionalLong.empty();
  private OptionalLong announced = OptionalLong.empty();
  private String closed = "";
  private Optional<String> incomplete = Optional.empty();
  private String source = "";
  private final List<String> notes = new ArrayList<>();

  /** Adds a note for readers of the results. */
  public void note(String text) {
    notes.add(text);
  }

  /** Notes for readers of the results. */
  public List<String> notes() {
    return notes;
  }

  /** Sets the description of the stream's source, for display. */
  public void source(String text) {
    source = text;
  }

  /** Description of the stream's source, for display; empty = unknown. */
  public String source() {
    return source;
  }

  /** Counts a row. */
  public void add(AffectFrame frame) {
    if (rows == 0) {
      first = frame.getTime();
    }
    if (rows == 0 || frame.getFrame() != lastFrame) {
      frames++;
      crowdedFrames += frame.getSkippedFaces() > 0 ? 1 : 0;
      maxSkippedFaces = Math.max(maxSkippedFaces, frame.getSkippedFaces());
    }
    rows++;
    lastFrame = frame.getFrame();
    last = frame.getTime();
    reasons.merge(frame.getReason(), 1L, Long::sum);
    uncertain += Boolean.TRUE.equals(frame.getUncertain()) ? 1 : 0;
    if (frame.getSmoothed() != null) {
      expressions.merge(frame.getSmoothed(), 1L, Long::sum);
    }
    if (speaks(frame)) {
      speaking.merge(frame.getFace(), 1L, Long::sum);
    }
    if (frame.getFace() >= 0) {
      faces.add(frame.getFace());
    }
    bundles.add(frame.getBundle());
  }

  /** Whether the face of a row is more likely to speak than not. */
  public static boolean speaks(AffectFrame frame) {
    return frame.getSpeaking() != null && frame.getSpeaking() >= SPEAKS;
  }

  /** Counts an event. */
  public void add(AffectEvent event) {
    bundles.add(event.getBundle());
    if (event.getKind() == EventKind.EPISODE_CLOSED) {
      episodes.merge(label(event), 1L, Long::sum);
    }
    if (event.getKind() == EventKind.STREAM_CLOSED) {
      announced = OptionalLong.of(event.getFrames());
      end = OptionalLong.of(event.getTime());
      closed = Optional.ofNullable(event.getDetail()).orElse("");
    }
  }

  private static String label(AffectEvent event) {
    return event.getExpression() != null
        ? Labels.of(event.getExpression())
        : Labels.of(event.getActionUnit());
  }

  /** Rows, one per frame and face. */
  public long rows() {
    return rows;
  }

  /** Distinct frames. */
  public long frames() {
    return frames;
  }

  /** Frames with more faces than {@code vision.max-faces}. */
  public long crowdedFrames() {
    return crowdedFrames;
  }

  /** Maximum number of faces beyond {@code vision.max-faces} in a frame. */
  public int maxSkippedFaces() {
    return maxSkippedFaces;
  }

  /** Number of rows in the closing event; empty until the stream is closed. */
  public OptionalLong announced() {
    return announced;
  }

  /** Rows of the closing event that did not arrive. */
  public long missingRows() {
    return Math.max(0, announced.orElse(rows) - rows);
  }

  /** The source of the stream ended early; {@code why} is for display. */
  public void incomplete(String why) {
    incomplete = Optional.of(why);
  }

  /** Why the source ended early; empty if it was read to its end. */
  public Optional<String> incomplete() {
    return incomplete;
  }

  /**
   * Reason for the end of the stream, SOURCE_INCOMPLETE if its source ended early; empty before the
   * end.
   */
  public String closed() {
    return incomplete.isPresent() ? "SOURCE_INCOMPLETE" : closed;
  }

  /** Number of rows with that reason. */
  public long rows(Reason reason) {
    return reasons.getOrDefault(reason, 0L);
  }

  /** Rows whose best class is less probable than the bundle requires. */
  public long uncertain() {
    return uncertain;
  }

  /** Rows by reason. */
  public Map<Reason, Long> reasons() {
    return reasons;
  }

  /** Originating time of the first frame, microseconds. */
  public long start() {
    return first;
  }

  /** Originating time at which the stream ended, or of the last frame so far, microseconds. */
  public long end() {
    return Math.max(last, end.orElse(last));
  }

  /** Seconds of each expression, summed over faces; each row adds the duration of one frame. */
  public Map<Expression, Double> secondsPerExpression() {
    Map<Expression, Double> seconds = new EnumMap<>(Expression.class);
    expressions.forEach((expression, count) -> seconds.put(expression, count * secondsPerFrame()));
    return seconds;
  }

  /** Seconds in which each face speaks; -1 = a voice off screen. */
  public SortedMap<Integer, Double> secondsSpoken() {
    SortedMap<Integer, Double> seconds = new TreeMap<>();
    speaking.forEach((face, count) -> seconds.put(face, count * secondsPerFrame()));
    return seconds;
  }

  private double secondsPerFrame() {
    return frames == 0 ? 0 : (end() - first) / 1e6 / frames;
  }

  /** Closed episodes by label. */
  public Map<String, Long> episodes() {
    return episodes;
  }

  /** Faces with a measured row. */
  public int faces() {
    return faces.size();
  }

  /** Identities of the bundles that computed the rows. */
  public SortedSet<String> bundles() {
    return bundles;
  }
}
