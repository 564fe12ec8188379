package io.affectstream.features.vision;

import java.util.ArrayList;
import java.util.List;

/**
 * State of {@link FaceTracker} for one stream. A plain bean that checkpoints store directly; its
 * fields are part of the state's contract. Bounded: at most four tracks per face of the configured
 * maximum, each with one embedding.
 */
public final class TrackerState {

  /** The next id; ids below it are never assigned again. */
  public int nextId;

  /** Number of frames so far. */
  public long frames;

  /** Originating time of the last frame in microseconds. */
  public long lastTimeMicros;

  /** Time between the last two frames in microseconds, 0 before there are two. */
  public long lastIntervalMicros;

  /** Size of the last image whose size was known; boxes and velocities are in its pixels. */
  public ImageSize size = ImageSize.UNKNOWN;

  /** Faces that may come back, by ascending id. */
  public List<Track> tracks = new ArrayList<>();

  /** The state of a stream before its first frame. */
  public TrackerState() {}

  /** One face over time: its last position and time. */
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

    /** Whether the track has two detections and therefore a velocity. */
    public boolean moving;

    /** Originating time of the last detection in microseconds. */
    public long seenMicros;

    /** The last embedding; empty if none. */
    public float[] embedding = {};

    /** An empty track. */
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
