package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * What {@link FaceTracker} remembers of one stream. A plain bean, so that a checkpoint can hold it
 * as it is; its fields are part of the state's contract. Bounded: at most four tracks per face of
 * the configured maximum, each with one embedding.
 */
public final class TrackerState {

  /** The next id to give; ids below it are never given again. */
  public int nextId;

  /** Frames seen. */
  public long frames;

  /** Originating time of the last frame in microseconds. */
  public long lastTimeMicros;

  /** Time between the last two frames in microseconds, 0 before there are two. */
  public long lastIntervalMicros;

  /** Size of the last image whose size was known; boxes and velocities are in its pixels. */
  public ImageSize size = ImageSize.UNKNOWN;

  /** Faces that may come back, by ascending id. */
  public List<Track> tracks = new ArrayList<>();

  /** The state of a stream that has not begun. */
  public TrackerState() {}

  /** One face over time: where and when it was last seen. */
  public static final class Track {

    /** Its id. */
    public int id;

    /** Left edge of the last box in pixels. */
    public float x;

    /** Top edge of the last box in pixels. */
    public float y;

    /** Width of the last box in pixels. */
    public float width;

    /** Height of the last box in pixels. */
    public float height;

    /** Smoothed motion of the box's centre to the right in pixels per second. */
    public double velocityX;

    /** Smoothed motion of the box's centre downwards in pixels per second. */
    public double velocityY;

    /** Whether the track was seen at two times, so that its velocity is known. */
    public boolean moving;

    /** Originating time of the last sighting in microseconds. */
    public long seenMicros;

    /** The last embedding there was, empty if none. */
    public float[] embedding = {};

    /** A track to be filled. */
    public Track() {}

    void scale(float horizontally, float vertically) {
      x *= horizontally;
      width *= horizontally;
      velocityX *= horizontally;
      y *= vertically;
      height *= vertically;
      velocityY *= vertically;
    }
  }
}
