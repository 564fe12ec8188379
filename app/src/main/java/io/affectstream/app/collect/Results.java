package io.affectstream.app.collect;

import io.affectstream.app.files.DeadLetterCount;
import io.affectstream.app.report.ReportIndex;
import io.affectstream.app.report.ReportPage;
import io.affectstream.app.report.Timeline;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.Reason;
import io.affectstream.terminal.Terminal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Results of a collection, for display. */
public final class Results {

  private final Map<String, StreamTimeline> timelines;
  private final Map<String, StreamSummary> summaries;
  private final Map<String, String> unfinished;
  private final DeadLetterCount deadLetters;
  private final Optional<Path> earlier;

  Results(
      Map<String, StreamTimeline> timelines,
      Map<String, StreamSummary> summaries,
      Map<String, String> unfinished,
      DeadLetterCount deadLetters,
      Optional<Path> earlier) {
    this.timelines = timelines;
    this.summaries = summaries;
    this.unfinished = unfinished;
    this.deadLetters = deadLetters;
    this.earlier = earlier;
  }

  /** Strips, episodes and action units of every stream, as text. */
  public String timeline(Terminal terminal) {
    return Timeline.draw(terminal, timelines, summaries);
  }

  /** Page for a browser, in the folder of the results, that shows or links every stream. */
  public Path report(Path folder) {
    return folder.resolve(
        summaries.size() == 1
            ? ReportPage.name(summaries.keySet().iterator().next())
            : ReportIndex.NAME);
  }

  /** Where the results of an earlier run with other streams were moved, if there were any. */
  public Optional<Path> earlier() {
    return earlier;
  }

  /** Streams without a measured row. */
  public List<String> unmeasured() {
    return summaries.entrySet().stream()
        .filter(stream -> stream.getValue().rows(Reason.MEASURED) == 0)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Incomplete streams for which no further record can arrive, with their progress. */
  public Map<String, String> unfinished() {
    return unfinished;
  }

  /** Distinct frames over all streams. */
  public long frames() {
    return summaries.values().stream().mapToLong(StreamSummary::frames).sum();
  }

  /** Refused records by reason. */
  public Map<DeadLetterReason, Long> deadLetters() {
    return deadLetters.byReason();
  }
}
