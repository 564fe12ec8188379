package io.affectstream.app.collect;

import io.affectstream.app.files.FramesCsv;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Transcript;
import java.io.IOException;
import java.nio.file.Path;

/** All collected data of one stream. */
final class StreamOutput implements AutoCloseable {

  private final FramesCsv csv;
  private final StreamSummary summary = new StreamSummary();
  private final StreamTimeline timeline = new StreamTimeline();

  private StreamOutput(FramesCsv csv) {
    this.csv = csv;
  }

  static StreamOutput create(Path folder, String stream) throws IOException {
    return new StreamOutput(FramesCsv.create(folder, stream));
  }

  /** Adds a row; false if it repeats an earlier one. */
  boolean add(AffectFrame frame) throws IOException {
    if (!csv.add(frame)) {
      return false;
    }
    summary.add(frame);
    timeline.add(frame);
    return true;
  }

  void add(AffectEvent event) {
    summary.add(event);
    timeline.add(event);
  }

  void add(Transcript transcript) {
    timeline.add(transcript);
  }

  boolean isClosed() {
    return summary.announced().isPresent();
  }

  boolean isComplete() {
    return summary.announced().isPresent() && summary.rows() >= summary.announced().getAsLong();
  }

  /** For a message, e.g. {@code 70 of 75 rows}. */
  String progress() {
    return summary.announced().isPresent()
        ? summary.rows() + " of " + summary.announced().getAsLong() + " rows"
        : summary.rows() + " rows, not closed";
  }

  StreamSummary summary() {
    return summary;
  }

  StreamTimeline timeline() {
    return timeline;
  }

  long repeats() {
    return csv.repeats();
  }

  void commit() throws IOException {
    csv.commit();
  }

  @Override
  public void close() throws IOException {
    csv.close();
  }
}
