package io.affectstream.features.vision;

/**
 * Axis-aligned box in pixels of the source frame; may extend beyond its borders.
 *
 * @param x left edge
 * @param y top edge
 * @param width width, positive
 * @param height height, positive
 */
public record FaceBox(float x, float y, float width, float height) {

  /** Minimum share of a box inside the frame. */
  private static final float MIN_VISIBLE = 0.25f;

  /** Area in square pixels. */
  public float area() {
    return width * height;
  }

  /** Whether it has a size and at least a quarter of it is inside a frame. */
  boolean shownBy(int columns, int rows) {
    float w = Math.min(x + width, columns) - Math.max(x, 0);
    float h = Math.min(y + height, rows) - Math.max(y, 0);
    return width > 0
        && height > 0
        && Float.isFinite(area())
        && w > 0
        && h > 0
        && w * h >= MIN_VISIBLE * area();
  }

  /** Intersection over union with another box, in [0, 1]. */
  public float iou(FaceBox other) {
    float intersection = intersection(other);
    return intersection == 0 ? 0 : intersection / (area() + other.area() - intersection);
  }

  /** Share of the smaller of this box and another that is inside the larger, in [0, 1]. */
  float shared(FaceBox other) {
    return intersection(other) / Math.min(area(), other.area());
  }

  private float intersection(FaceBox other) {
    float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    return w <= 0 || h <= 0 ? 0 : w * h;
  }
}
