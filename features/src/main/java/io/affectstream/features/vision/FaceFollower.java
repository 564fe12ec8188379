package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Decides where to search for faces in each frame. Frames of a stream are cut into blocks ({@link
 * SearchSchedule}). Within a block faces are followed: each is searched near its position in the
 * previous frame. In every n-th frame, and after a frame without faces, the whole image is
 * searched; faces found in addition to the followed ones are added, and a followed face that has
 * drifted is corrected. If a followed face is lost, two have become one, or the size of the image
 * has changed, the whole image is searched in the same frame. So a new face is found within n
 * frames if other faces are present, otherwise in its first frame. Small faces are searched in the
 * first frame of a block, and in every n-th frame in which no other face is found.
 *
 * <p>What is found depends on the frames of the block alone: blocks of one stream can be processed
 * in parallel and independently. Stateless and thread-safe; {@link State} is carried from frame to
 * frame.
 */
public final class FaceFollower {

  /** Overlap (IoU) above which two boxes are one face. */
  private static final float SAME_FACE = 0.4f;

  /** Share of the smaller of two boxes within the other above which both are of one face. */
  private static final float WITHIN = 0.8f;

  /** Overlap (IoU) below which a search corrects a followed face. */
  private static final float AGREES = 0.65f;

  /** Searches one image. */
  public interface Search {

    /**
     * All faces; those that {@link FaceFollower#agree} with a followed one may be missing.
     *
     * @param followed faces of this frame that are known already
     */
    List<DetectedFace> everywhere(List<DetectedFace> followed);

    /**
     * Faces that are too small for {@link #everywhere}; those on a known one may be missing.
     *
     * @param known faces of this frame that are known already
     */
    List<DetectedFace> small(List<DetectedFace> known);

    /**
     * Searches the faces of the previous frame; results in the same order, empty where a face is
     * gone.
     */
    List<Optional<DetectedFace>> follow(List<FollowedFace> known);
  }

  /**
   * State carried from one frame to the next of its block.
   *
   * @param followed faces of the frame, largest first
   * @param skipped faces that the last search of the whole image found beyond the limit
   * @param size of the image
   */
  public record State(List<FollowedFace> followed, int skipped, ImageSize size) {

    /** Before the first frame of a block. */
    public static final State NONE = new State(List.of(), 0, ImageSize.UNKNOWN);

    /** The faces alone. */
    public List<DetectedFace> faces() {
      return detected(followed);
    }
  }

  private static final Comparator<FollowedFace> BEST_FIRST =
      Comparator.comparing(FollowedFace::face, FaceOrder.BEST_FIRST);

  private static final Comparator<FollowedFace> LARGEST_FIRST =
      Comparator.comparing(FollowedFace::face, FaceOrder.LARGEST_FIRST);

  private FaceFollower() {}

  /**
   * The faces of the next frame, as the state for the frame after it.
   *
   * @param before state after the previous frame of the block, {@link State#NONE} for the first
   * @param depth search of the whole image that is due in any case
   * @param size of this frame's image
   * @param search of the image
   */
  public static State next(State before, SearchDepth depth, ImageSize size, Search search) {
    List<FollowedFace> known = before.size().equals(size) ? before.followed() : List.of();
    List<FollowedFace> faces = again(known, search);
    boolean due = depth != SearchDepth.KNOWN;
    boolean searched = due || faces.isEmpty() || faces.size() < known.size();
    if (searched) {
      search.everywhere(detected(faces)).forEach(face -> join(face, faces));
    }
    if (depth == SearchDepth.SMALL || (due && faces.isEmpty())) {
      search.small(detected(faces)).stream()
          .filter(face -> indexOf(face, faces) < 0)
          .map(FollowedFace::of)
          .forEach(faces::add);
    }
    faces.sort(LARGEST_FIRST);
    return new State(faces, searched ? 0 : before.skipped(), size);
  }

  private static List<DetectedFace> detected(List<FollowedFace> faces) {
    return faces.stream().map(FollowedFace::face).toList();
  }

  /** Whether two faces lie on one another so closely that a search corrects neither. */
  static boolean agree(DetectedFace found, DetectedFace followed) {
    return found.box().iou(followed.box()) >= AGREES;
  }

  /** The known faces found again, each once. */
  private static List<FollowedFace> again(List<FollowedFace> known, Search search) {
    List<FollowedFace> again = new ArrayList<>(known.size());
    if (!known.isEmpty()) {
      List<Optional<DetectedFace>> found = search.follow(known);
      for (int i = 0; i < known.size(); i++) {
        found.get(i).map(known.get(i)::next).ifPresent(again::add);
      }
      again.sort(BEST_FIRST);
    }
    List<FollowedFace> distinct = new ArrayList<>(again.size());
    for (FollowedFace face : again) {
      if (indexOf(face.face(), distinct) < 0) {
        distinct.add(face);
      }
    }
    return distinct;
  }

  /**
   * Adds a face that a search found, or replaces a followed box of the same face that is displaced
   * and has a lower score.
   */
  private static void join(DetectedFace found, List<FollowedFace> faces) {
    int index = indexOf(found, faces);
    if (index < 0) {
      faces.add(FollowedFace.of(found));
      return;
    }
    DetectedFace followed = faces.get(index).face();
    if (!agree(found, followed) && found.score() > followed.score()) {
      faces.set(index, FollowedFace.of(found));
    }
  }

  /** Index of the face that is the same as another; -1 if there is none. */
  private static int indexOf(DetectedFace face, List<FollowedFace> faces) {
    for (int i = 0; i < faces.size(); i++) {
      FaceBox other = faces.get(i).face().box();
      if (face.box().iou(other) > SAME_FACE || face.box().shared(other) > WITHIN) {
        return i;
      }
    }
    return -1;
  }
}
