package io.affectstream.bench.load;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Counts missing, repeated and out-of-order rows of {@code affect.frames} as they arrive. Rows of
 * one stream are in order of frames, and one frame has a row for each of its faces, so only the
 * last frame is kept. Not thread-safe.
 */
public final class FrameLedger {

  private static final class Stream {
    private long last = -1;
    private final Set<Integer> faces = new HashSet<>();
  }

  private final Map<String, Stream> streams = new HashMap<>();
  private final List<String> first = new ArrayList<>();
  private long rows;
  private long frames;
  private long lost;
  private long repeated;

  /**
   * Adds a row.
   *
   * @param frame number of the frame within its stream, from 0
   * @param face id of the face; -1 = none
   */
  public void add(String id, long frame, int face) {
    Stream stream = streams.computeIfAbsent(id, key -> new Stream());
    rows++;
    if (frame > stream.last) {
      if (frame > stream.last + 1) {
        lost += frame - stream.last - 1;
        note("%s: frames %d to %d have no row".formatted(id, stream.last + 1, frame - 1));
      }
      stream.last = frame;
      stream.faces.clear();
      frames++;
    }
    if (frame < stream.last || !stream.faces.add(face)) {
      repeated++;
      note("%s: frame %d, face %d comes again".formatted(id, frame, face));
    }
  }

  /** The stream is over after this number of frames: those after the last row are lost. */
  public void end(String id, long sent) {
    Stream stream = streams.computeIfAbsent(id, key -> new Stream());
    if (sent > stream.last + 1) {
      lost += sent - stream.last - 1;
      note("%s: frames %d to %d have no row".formatted(id, stream.last + 1, sent - 1));
      stream.last = sent - 1;
    }
  }

  private void note(String line) {
    if (first.size() < 5) {
      first.add(line);
    }
  }

  /** Frames of a stream up to the last row. */
  public long through(String id) {
    Stream stream = streams.get(id);
    return stream == null ? 0 : stream.last + 1;
  }

  /** Number of rows so far. */
  public long rows() {
    return rows;
  }

  /** Frames with at least one row. */
  public long frames() {
    return frames;
  }

  /** Frames without a row. */
  public long lost() {
    return lost;
  }

  /** Rows that are repeated or out of order. */
  public long repeated() {
    return repeated;
  }

  /** The first problems, one line each. */
  public List<String> first() {
    return List.copyOf(first);
  }
}
