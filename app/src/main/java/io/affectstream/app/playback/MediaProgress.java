package io.affectstream.app.playback;

import io.affectstream.ingest.IngestListener;
import io.affectstream.ingest.IngestProgress;
import io.affectstream.terminal.Progress;
import java.util.HashMap;
import java.util.Map;

/** Reports to a stage how much media was read, and the total once it is known. Thread-safe. */
public final class MediaProgress implements IngestListener {

  private static final long MICROS_PER_MILLI = 1_000;

  private final Progress.Stage stage;
  private final int streams;
  private final Map<String, Long> reached = new HashMap<>();
  private final Map<String, Long> lengths = new HashMap<>();

  /**
   * @param stage counts milliseconds of media
   * @param streams number of streams
   */
  public MediaProgress(Progress.Stage stage, int streams) {
    this.stage = stage;
    this.streams = streams;
  }

  @Override
  public void progress(IngestProgress progress) {
    progress.totalMicros().ifPresent(micros -> length(progress.stream(), micros));
    reach(progress.stream(), progress.mediaMicros());
  }

  /** Sets the length of a stream; the total is set once all are known. */
  public synchronized void length(String stream, long micros) {
    if (lengths.putIfAbsent(stream, micros) == null && lengths.size() == streams) {
      stage.total(lengths.values().stream().mapToLong(Long::longValue).sum() / MICROS_PER_MILLI);
    }
  }

  /** A stream has reached {@code micros}; earlier positions are ignored. */
  public synchronized void reach(String stream, long micros) {
    long now = micros / MICROS_PER_MILLI;
    long before = reached.getOrDefault(stream, 0L);
    if (now > before) {
      reached.put(stream, now);
      stage.step(now - before);
    }
  }
}
