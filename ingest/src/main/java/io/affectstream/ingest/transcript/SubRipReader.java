package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * Tolerant reader of SRT: only the timings divide the file, so empty lines may be missing or occur
 * within a cue, and numbers may be missing.
 */
final class SubRipReader {

  private final CueLines lines;

  SubRipReader(CueLines lines) {
    this.lines = lines;
  }

  /** The cues in order of the file. */
  List<Cue> read() {
    List<Integer> anchors = lines.anchors();
    List<Cue> cues = new ArrayList<>();
    boolean numbered = !anchors.isEmpty() && lines.isNumber(anchors.get(0) - 1);
    beforeFirst(anchors, numbered);
    for (int i = 0; i < anchors.size(); i++) {
      int anchor = anchors.get(i);
      int next = i + 1 < anchors.size() ? anchors.get(i + 1) : lines.size();
      int end = next < lines.size() ? withoutNumber(anchor, next, numbered) : next;
      lines.cue(anchor, anchor + 1, withoutUntimed(anchor, end)).ifPresent(cues::add);
    }
    return cues;
  }

  private void beforeFirst(List<Integer> anchors, boolean numbered) {
    int end = anchors.isEmpty() ? 0 : anchors.get(0) - (numbered ? 1 : 0);
    for (int i = 0; i < end; i++) {
      if (!lines.isBlank(i) && !lines.isNumber(i)) {
        lines.skipped(i, "a number and a timing 'hh:mm:ss,mmm --> hh:mm:ss,mmm'");
        return;
      }
    }
  }

  /** Where the text above the next timing ends: the number of the next cue is not text. */
  private int withoutNumber(int anchor, int next, boolean numbered) {
    int last = next - 1;
    while (last > anchor && lines.isBlank(last)) {
      last--;
    }
    if (last == anchor || !lines.isNumber(last)) {
      return last + 1;
    }
    boolean after = lines.isBlank(last - 1);
    boolean above = last == next - 1;
    return after || (above && numbered) ? last : last + 1;
  }

  /** Where the text ends before a cue that has a number but no timing. */
  private int withoutUntimed(int anchor, int end) {
    if (!lines.isNumber(anchor - 1)) {
      return end;
    }
    for (int i = anchor + 2; i + 1 < end; i++) {
      if (lines.isNumber(i)
          && lines.isBlank(i - 1)
          && !lines.isBlank(i + 1)
          && lines.number(i) == lines.number(anchor - 1) + 1) {
        lines.skipped(i + 1, "a timing 'hh:mm:ss,mmm --> hh:mm:ss,mmm'");
        return i;
      }
    }
    return end;
  }
}
