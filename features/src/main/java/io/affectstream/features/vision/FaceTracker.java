package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Joins the faces of consecutive frames to persons: tracking by detection with constant velocity
 * and optimal assignment, as in SORT (Bewley et al., "Simple online and realtime tracking", 2016),
 * with originating time in place of frame counts.
 *
 * <p>Rules:
 *
 * <ul>
 *   <li>Faces are assigned to tracks so that the total affinity over the frame is maximal; a face
 *       without a match starts a track with the next id. Of several new faces the largest gets the
 *       lowest id.
 *   <li>The track of a face absent for longer than {@code maxGapMicros} is dropped; if the face
 *       comes back, it gets a new id. In a stream whose last two frame distances (or the only one
 *       there is) are longer than half of that, it is dropped after two of them instead, so that
 *       slow streams keep their ids from the first frame on.
 *   <li>Where the size of the image changes, as in adaptive streaming, the tracks are scaled with
 *       it: a face that keeps its relative position keeps its id.
 *   <li>Ids count from 0 and are never used twice.
 * </ul>
 *
 * <p>Affinity of a track and a face: half the overlap (IoU) of the face with the box predicted from
 * the track's velocity, half {@code exp(-d^2 / (2 s^2)) * r}: d = distance of the centres in face
 * sizes (square root of the area), s = 0.5 + seconds since the last detection, r = ratio of the
 * sizes. Below {@code minAffinity} there is no match; above, where both have an embedding, {@code
 * (1 + cosine) / 2} is mixed in by its weight.
 *
 * <p>The result depends on time, boxes and embeddings only, not on the order of the faces. A cut to
 * another person at the same position is not detected: an expression embedding does not distinguish
 * persons. Stateless, thread-safe.
 */
public final class FaceTracker {

  /** Standard deviation of unpredicted motion without delay, in face sizes. */
  private static final double STEADY_SIGMA = 0.5;

  /** Growth of that deviation while a face is absent, in face sizes per second. */
  private static final double SIGMA_PER_SECOND = 1;

  /** Time constant of the smoothed velocity in seconds. */
  private static final double VELOCITY_SECONDS = 0.15;

  private static final double MICROS = 1e6;

  private static final Comparator<Face> CANONICAL =
      Comparator.comparing(Face::box, FaceOrder.LARGEST_BOX_FIRST)
          .thenComparing(Face::embedding, Arrays::compare);

  private final TrackerConfig config;

  /** A tracker by a configuration. */
  public FaceTracker(TrackerConfig config) {
    this.config = config;
  }

  /**
   * Adds one frame.
   *
   * @param state of the stream; changed
   * @param timeMicros originating time in microseconds, not before that of the last frame
   * @param size of the image of the faces
   * @param faces of the frame, at most {@code maxFaces}; may be empty
   * @return the id of each face, in the order of {@code faces}
   */
  public int[] update(TrackerState state, long timeMicros, ImageSize size, List<Face> faces) {
    check(state, timeMicros, faces);
    rescale(state, size);
    forget(state, timeMicros);
    Integer[] order = canonicalOrder(faces);
    int[] tracks = assign(state.tracks, timeMicros, faces, order);
    int[] ids = new int[faces.size()];
    for (int i = 0; i < order.length; i++) {
      Face face = faces.get(order[i]);
      TrackerState.Track track =
          tracks[i] < 0 ? begin(state, face, timeMicros) : state.tracks.get(tracks[i]);
      see(track, face, timeMicros);
      ids[order[i]] = track.id;
    }
    limit(state);
    state.lastIntervalMicros = state.frames == 0 ? 0 : timeMicros - state.lastTimeMicros;
    state.lastTimeMicros = timeMicros;
    state.frames++;
    return ids;
  }

  private void check(TrackerState state, long timeMicros, List<Face> faces) {
    if (state.frames > 0 && timeMicros < state.lastTimeMicros) {
      throw new IllegalArgumentException(
          "tracker: expected frames in order of time, found %d us after %d us"
              .formatted(timeMicros, state.lastTimeMicros));
    }
    if (faces.size() > config.maxFaces()) {
      throw new IllegalArgumentException(
          "tracker: expected at most %d faces, found %d; select faces first"
              .formatted(config.maxFaces(), faces.size()));
    }
  }

  /** Scales the tracks to the pixels of an image of another size. */
  private static void rescale(TrackerState state, ImageSize size) {
    if (size.differsFrom(state.size)) {
      float x = (float) size.width() / state.size.width();
      float y = (float) size.height() / state.size.height();
      state.tracks.forEach(track -> track.scale(x, y));
    }
    state.size = size.known() ? size : state.size;
  }

  private void forget(TrackerState state, long timeMicros) {
    long interval = timeMicros - state.lastTimeMicros;
    long steady = state.frames > 1 ? Math.min(interval, state.lastIntervalMicros) : interval;
    long limit = Math.max(config.maxGapMicros(), 2 * steady);
    state.tracks.removeIf(track -> timeMicros - track.seenMicros > limit);
  }

  private static Integer[] canonicalOrder(List<Face> faces) {
    Integer[] order = new Integer[faces.size()];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparing(faces::get, CANONICAL));
    return order;
  }

  private int[] assign(
      List<TrackerState.Track> tracks, long timeMicros, List<Face> faces, Integer[] order) {
    double[][] affinity = new double[tracks.size()][order.length];
    for (int t = 0; t < tracks.size(); t++) {
      for (int i = 0; i < order.length; i++) {
        affinity[t][i] = affinity(tracks.get(t), timeMicros, faces.get(order[i]));
      }
    }
    return Assignment.rowsOf(affinity, order.length);
  }

  private double affinity(TrackerState.Track track, long timeMicros, Face face) {
    double seconds = (timeMicros - track.seenMicros) / MICROS;
    double position = position(predict(track, seconds), seconds, face.box());
    if (!(position >= config.minAffinity())) {
      return 0;
    }
    if (track.embedding.length == 0 || track.embedding.length != face.embedding().length) {
      return position;
    }
    double likeness = (1 + cosine(track.embedding, face.embedding())) / 2;
    return (1 - config.embeddingWeight()) * position + config.embeddingWeight() * likeness;
  }

  private static FaceBox predict(TrackerState.Track track, double seconds) {
    return new FaceBox(
        (float) (track.x + track.velocityX * seconds),
        (float) (track.y + track.velocityY * seconds),
        track.width,
        track.height);
  }

  private static double position(FaceBox predicted, double seconds, FaceBox box) {
    double expectedSize = Math.sqrt(predicted.area());
    double size = Math.sqrt(box.area());
    double distance =
        Math.hypot(centreX(box) - centreX(predicted), centreY(box) - centreY(predicted))
            / ((expectedSize + size) / 2);
    double sigma = STEADY_SIGMA + SIGMA_PER_SECOND * seconds;
    double ratio = Math.min(size, expectedSize) / Math.max(size, expectedSize);
    double near = Math.exp(-distance * distance / (2 * sigma * sigma)) * ratio;
    return (predicted.iou(box) + near) / 2;
  }

  private static double cosine(float[] a, float[] b) {
    double dot = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      dot += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    double norm = Math.sqrt(aa * bb);
    return norm > 0 ? dot / norm : 0;
  }

  private static TrackerState.Track begin(TrackerState state, Face face, long timeMicros) {
    TrackerState.Track track = new TrackerState.Track();
    track.id = state.nextId++;
    track.seenMicros = timeMicros;
    place(track, face.box());
    state.tracks.add(track);
    return track;
  }

  private static void see(TrackerState.Track track, Face face, long timeMicros) {
    double seconds = (timeMicros - track.seenMicros) / MICROS;
    if (seconds > 0) {
      double share = track.moving ? 1 - Math.exp(-seconds / VELOCITY_SECONDS) : 1;
      FaceBox before = predict(track, 0);
      double x = (centreX(face.box()) - centreX(before)) / seconds;
      double y = (centreY(face.box()) - centreY(before)) / seconds;
      track.velocityX += share * (x - track.velocityX);
      track.velocityY += share * (y - track.velocityY);
      track.moving = true;
    }
    place(track, face.box());
    track.seenMicros = timeMicros;
    if (face.embedding().length > 0) {
      track.embedding = face.embedding().clone();
    }
  }

  private static void place(TrackerState.Track track, FaceBox box) {
    track.x = box.x();
    track.y = box.y();
    track.width = box.width();
    track.height = box.height();
  }

  /** Drops the tracks absent longest if there are too many. */
  private void limit(TrackerState state) {
    int excess = state.tracks.size() - config.maxTracks();
    if (excess > 0) {
      List<TrackerState.Track> oldest = new ArrayList<>(state.tracks);
      oldest.sort(
          Comparator.comparingLong((TrackerState.Track track) -> track.seenMicros)
              .thenComparingInt(track -> track.id));
      state.tracks.removeAll(oldest.subList(0, excess));
    }
  }

  private static double centreX(FaceBox box) {
    return box.x() + box.width() / 2.0;
  }

  private static double centreY(FaceBox box) {
    return box.y() + box.height() / 2.0;
  }
}
