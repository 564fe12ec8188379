package io.affectstream.features.vision;

/**
 * Axis-parallel box in pixels of the source frame; may reach beyond its borders.
 *
 * @param x left edge
 * @param y top edge
 * @param width width, positive
 * @param height height, positive
 */
public record FaceBox(float x, float y, float width, float height) {

  /** Area in square pixels. */
  public float area() {
    return width * height;
  }

  /** This box moved. */
  FaceBox shifted(float dx, float dy) {
    return new FaceBox(x + dx, y + dy, width, height);
  }

  /** This box moved so that its centre is that of another. */
  FaceBox centredOn(FaceBox other) {
    return new FaceBox(
        other.x + (other.width - width) / 2, other.y + (other.height - height) / 2, width, height);
  }

  /** Intersection over union with another box, in [0, 1]. */
  public float iou(FaceBox other) {
    float w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
    float h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
    if (w <= 0 || h <= 0) {
      return 0;
    }
    float intersection = w * h;
    return intersection / (area() + other.area() - intersection);
  }
}
