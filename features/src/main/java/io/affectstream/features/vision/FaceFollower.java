package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides where to look for faces, frame after frame. Frames of a stream are cut into blocks of n.
 * In the first of a block, and wherever the frame before had no face, the whole picture is
 * searched; else only the places where the frame before had faces. If one of these is not found
 * again, two have become one, or the size of the picture has changed, the whole picture is searched
 * at once. So a face that comes in beside others is found with the next block at the latest, and
 * one that comes in alone at once.
 *
 * <p>What is found depends on the frames of the block alone: blocks of one stream may be worked on
 * side by side, and none needs to know where another ran. Stateless and thread-safe; what one frame
 * hands to the next is {@link State}.
 */
public final class FaceFollower {

  /** Overlap (IoU) above which two faces are taken for one. */
  private static final float SAME_FACE = 0.4f;

  /** Searches one picture. */
  public interface Search {

    /** All faces of the picture, as far as they are followed. */
    Selected everywhere();

    /** A face of the frame before, found again; empty if it is not there. */
    Optional<DetectedFace> near(DetectedFace known);
  }

  /**
   * The faces of a picture that are followed.
   *
   * @param faces largest first
   * @param skipped how many more there are
   */
  public record Selected(List<DetectedFace> faces, int skipped) {}

  /**
   * What a frame hands to the next of its block.
   *
   * @param faces faces of the frame
   * @param skipped faces that the last search of the whole picture found beyond the limit
   * @param size of the picture
   */
  public record State(List<DetectedFace> faces, int skipped, ImageSize size) {

    /** Before the first frame of a block. */
    public static final State NONE = new State(List.of(), 0, ImageSize.UNKNOWN);
  }

  private FaceFollower() {}

  /**
   * The faces of the next frame, largest first, and so what the frame after it must know.
   *
   * @param before of the frame before in the block, {@link State#NONE} for the first
   * @param size of this frame's picture
   */
  public static State next(State before, ImageSize size, Search search) {
    List<DetectedFace> found = new ArrayList<>(before.faces().size());
    for (DetectedFace known : before.faces()) {
      Optional<DetectedFace> again =
          before.size().equals(size) ? search.near(known) : Optional.empty();
      if (again.isEmpty() || isOneOf(again.get(), found)) {
        return everywhere(size, search);
      }
      found.add(again.get());
    }
    if (found.isEmpty()) {
      return everywhere(size, search);
    }
    found.sort(FaceOrder.LARGEST_FIRST);
    return new State(found, before.skipped(), size);
  }

  private static State everywhere(ImageSize size, Search search) {
    Selected selected = search.everywhere();
    return new State(selected.faces(), selected.skipped(), size);
  }

  private static boolean isOneOf(DetectedFace face, List<DetectedFace> others) {
    return others.stream().anyMatch(other -> other.box().iou(face.box()) > SAME_FACE);
  }
}
