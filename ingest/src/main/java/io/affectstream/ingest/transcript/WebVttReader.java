package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * WebVTT: blocks between empty lines; comments, styles and regions are not cues. If an empty line
 * follows a timing, the next block is the text of the cue.
 */
final class WebVttReader {

  private static final Pattern OTHER_BLOCK = Pattern.compile("(?:NOTE|STYLE|REGION)(?:\\s.*)?");

  private final CueLines lines;

  WebVttReader(CueLines lines) {
    this.lines = lines;
  }

  /** The cues in order of the file. */
  List<Cue> read() {
    List<Integer> anchors = lines.anchors();
    List<Cue> cues = new ArrayList<>();
    for (int i = 0; i < anchors.size(); i++) {
      int anchor = anchors.get(i);
      int next = i + 1 < anchors.size() ? anchors.get(i + 1) : lines.size();
      int end = next < lines.size() ? withoutName(anchor, next) : next;
      int from = anchor + 1;
      while (from < end && lines.isBlank(from)) {
        from++;
      }
      int to = from < end && isOther(from) ? from : endOfBlock(from, end);
      lines.cue(anchor, from, to).ifPresent(cues::add);
      noteUntimed(to, end);
    }
    return cues;
  }

  /** Where the text above the next timing ends: the name of the next cue is not text. */
  private int withoutName(int anchor, int next) {
    int name = next - 1;
    boolean named =
        name > anchor && !lines.isBlank(name) && (lines.isBlank(name - 1) || lines.isNumber(name));
    return named ? name : next;
  }

  /** An empty line ends a block; a line of spaces, as video platforms write it, does not. */
  private int endOfBlock(int from, int end) {
    int to = from;
    while (to < end && !lines.line(to).isEmpty()) {
      to++;
    }
    return to;
  }

  private boolean isOther(int index) {
    return OTHER_BLOCK.matcher(lines.line(index)).matches();
  }

  private void noteUntimed(int from, int end) {
    int at = from;
    while (at < end) {
      int to = endOfBlock(at, end);
      if (to > at && !isOther(at) && !lines.isBlank(at)) {
        lines.skipped(at, "a timing 'hh:mm:ss.mmm --> hh:mm:ss.mmm' above text");
      }
      at = to + 1;
    }
  }
}
