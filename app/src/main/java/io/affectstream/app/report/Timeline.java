package io.affectstream.app.report;

import io.affectstream.app.results.EpisodeLine;
import io.affectstream.app.results.Labels;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.app.results.Strip;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Word;
import io.affectstream.terminal.Printable;
import io.affectstream.terminal.Terminal;
import io.affectstream.terminal.Wrap;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The text timeline in the terminal: per stream one strip of letters per face over time, a table of
 * episodes, and a summary of the action units.
 */
public final class Timeline {

  private static final int LABEL = 10;
  private static final int MAX_STRIPS = 12;
  private static final int MAX_EPISODES = 40;
  private static final int MAX_WORDS = 60;
  private static final int MAX_UNIT_EPISODES = 6;
  private static final String RESET = "\u001b[0m";

  private final Terminal terminal;
  private final StringBuilder text = new StringBuilder();

  private Timeline(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Draws the streams in their order. */
  public static String draw(
      Terminal terminal,
      Map<String, StreamTimeline> streams,
      Map<String, StreamSummary> summaries) {
    Timeline timeline = new Timeline(terminal);
    timeline.legend(summaries.values().stream().anyMatch(summary -> summary.uncertain() > 0));
    streams.forEach((stream, data) -> timeline.stream(stream, data, summaries.get(stream)));
    return timeline.text.toString();
  }

  private void legend(boolean anyUncertain) {
    Wrap wrap = new Wrap(terminal.columns(), "  ", "");
    for (Expression expression : Expression.values()) {
      String letter = Character.toString(Strip.letter(expression));
      String name = Labels.of(expression);
      wrap.add(paint(letter, expression) + " " + name, name.length() + 2);
    }
    if (anyUncertain) {
      wrap.add("lower case: uncertain");
    }
    wrap.add(". not measured");
    text.append(wrap).append('\n');
  }

  private void stream(String stream, StreamTimeline data, StreamSummary summary) {
    text.append('\n').append(bold(stream)).append('\n');
    figures(summary);
    strips(data, summary);
    words(data, summary);
    List<EpisodeLine> episodes = data.episodes();
    expressions(episodes.stream().filter(e -> e.expression().isPresent()).toList());
    units(episodes.stream().filter(e -> e.unit().isPresent()).toList());
    if (data.omittedEpisodes() > 0) {
      line("  %d more episodes in events.jsonl", data.omittedEpisodes());
    }
  }

  private void figures(StreamSummary summary) {
    if (!summary.source().isEmpty()) {
      line("  %s", Printable.of(summary.source()));
    }
    Wrap wrap = new Wrap(terminal.columns(), ", ", "  ");
    wrap.add(seconds(summary.end() - summary.start()) + " s");
    wrap.add(count(summary.frames(), "frame"));
    wrap.add(count(summary.faces(), "face"));
    wrap.add(count(summary.rows(Reason.MEASURED), "measured row"));
    if (summary.uncertain() > 0) {
      wrap.add(summary.uncertain() + " uncertain");
    }
    summary.reasons().entrySet().stream()
        .filter(reason -> reason.getKey() != Reason.MEASURED)
        .forEach(reason -> wrap.add(reason.getValue() + " " + reason.getKey()));
    text.append(wrap).append('\n');
    if (summary.crowdedFrames() > 0) {
      line(
          "  more faces than vision.max-faces in %s, at most %d too many; the smallest were"
              + " skipped",
          count(summary.crowdedFrames(), "frame"), summary.maxSkippedFaces());
    }
    summary.notes().forEach(note -> line("  note: %s", Printable.of(note)));
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private void strips(StreamTimeline data, StreamSummary summary) {
    long from = summary.start();
    long until = Math.max(from + 1, summary.end());
    long frame = (until - from) / Math.max(1, summary.frames());
    int columns = terminal.columns() - LABEL - 2;
    List<Map.Entry<Integer, Strip>> shown =
        data.strips().entrySet().stream()
            .sorted(Comparator.comparingLong(strip -> -strip.getValue().frames()))
            .limit(MAX_STRIPS)
            .sorted(Map.Entry.comparingByKey())
            .toList();
    for (Map.Entry<Integer, Strip> strip : shown) {
      text.append(label(strip.getKey())).append('|');
      for (char cell : strip.getValue().cells(from, until, frame, columns)) {
        text.append(paint(cell));
      }
      text.append("|\n");
    }
    if (shown.size() < data.strips().size()) {
      line("  %d more faces in frames.csv", data.strips().size() - shown.size());
    }
    if (!shown.isEmpty()) {
      String begin = seconds(from) + " s";
      String end = seconds(until) + " s";
      int gap = Math.max(1, columns - begin.length() - end.length());
      line("%s %s%s%s", " ".repeat(LABEL), begin, " ".repeat(gap), end);
    }
  }

  /** Speech, below the faces, with the words. */
  private void words(StreamTimeline data, StreamSummary summary) {
    if (data.noWords() != NoWords.NONE) {
      line("  no words: %s", data.noWords());
    }
    if (data.words().isEmpty()) {
      return;
    }
    long from = summary.start();
    long until = Math.max(from + 1, summary.end());
    int columns = terminal.columns() - LABEL - 2;
    char[] cells = " ".repeat(columns).toCharArray();
    for (Word word : data.words()) {
      int first = (int) ((word.getStart() - from) * columns / (until - from));
      int last = (int) ((word.getEnd() - 1 - from) * columns / (until - from));
      for (int i = Math.max(0, first); i <= Math.min(columns - 1, last); i++) {
        cells[i] = '=';
      }
    }
    line("  words   |%s|", new String(cells));
    int left = MAX_WORDS;
    for (StreamTimeline.Turn turn : data.turns()) {
      Wrap wrap = new Wrap(terminal.columns(), " ", "  ");
      if (turn.speaker().isPresent()) {
        wrap.add(turn.label());
      }
      turn.words().stream().limit(left).forEach(word -> wrap.add(word.getText()));
      boolean complete = turn.words().size() <= left;
      left -= turn.words().size();
      if (!complete) {
        wrap.add("...");
      }
      text.append(wrap).append('\n');
      if (!complete) {
        break;
      }
    }
  }

  private static String label(int face) {
    String label = face < 0 ? "  no face" : "  face " + face;
    return label + " ".repeat(Math.max(1, LABEL - label.length()));
  }

  private void expressions(List<EpisodeLine> episodes) {
    if (episodes.isEmpty()) {
      return;
    }
    line("%10s %10s  %-10s %10s  %s", "start", "end", "expression", "confidence", "face");
    for (EpisodeLine episode : episodes.subList(0, Math.min(MAX_EPISODES, episodes.size()))) {
      Expression expression = episode.expression().orElseThrow();
      String name = String.format(Locale.ROOT, "%-10s", Labels.of(expression));
      line(
          "%9ss %9ss  %s %10s  %s",
          seconds(episode.onset()),
          seconds(episode.offset()),
          paint(name, expression),
          String.format(Locale.ROOT, "%.2f", episode.confidence()),
          episode.face() < 0 ? "-" : Integer.toString(episode.face()));
    }
    if (episodes.size() > MAX_EPISODES) {
      line("  %d more in events.jsonl", episodes.size() - MAX_EPISODES);
    }
  }

  private void units(List<EpisodeLine> episodes) {
    Map<Integer, Map<ActionUnit, List<EpisodeLine>>> byFace =
        episodes.stream()
            .collect(
                Collectors.groupingBy(
                    EpisodeLine::face,
                    TreeMap::new,
                    Collectors.groupingBy(
                        episode -> episode.unit().orElseThrow(),
                        () -> new EnumMap<>(ActionUnit.class),
                        Collectors.toList())));
    byFace.forEach((face, byUnit) -> byUnit.forEach((unit, list) -> spans(face, unit, list)));
  }

  /** For example {@code face 0 AU12 0.40-1.20, 2.00-2.44 s}. */
  private void spans(int face, ActionUnit unit, List<EpisodeLine> episodes) {
    String head = label(face) + Labels.of(unit) + "  ";
    Wrap wrap = new Wrap(terminal.columns(), ", ", " ".repeat(head.length()));
    for (int i = 0; i < Math.min(MAX_UNIT_EPISODES, episodes.size()); i++) {
      EpisodeLine episode = episodes.get(i);
      boolean last = i == episodes.size() - 1 || i == MAX_UNIT_EPISODES - 1;
      String span = seconds(episode.onset()) + "-" + seconds(episode.offset());
      wrap.add(last ? span + " s" : span);
    }
    if (episodes.size() > MAX_UNIT_EPISODES) {
      wrap.add(episodes.size() - MAX_UNIT_EPISODES + " more");
    }
    text.append(head).append(wrap.toString().substring(head.length())).append('\n');
  }

  private static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.2f", micros / 1e6);
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private String bold(String words) {
    return terminal.colour() ? "\u001b[1m" + words + RESET : words;
  }

  private String paint(char cell) {
    String text = Character.toString(cell);
    for (Expression expression : Expression.values()) {
      if (Strip.letter(expression) == cell) {
        return paint(text, expression);
      }
      if (Character.toLowerCase(Strip.letter(expression)) == cell && terminal.colour()) {
        return "\u001b[38;5;" + colour(expression) + "m" + text + RESET;
      }
    }
    return text;
  }

  private String paint(String words, Expression expression) {
    return terminal.colour() ? "\u001b[30;48;5;" + colour(expression) + "m" + words + RESET : words;
  }

  /** Number in the palette of 256 colours. */
  private static int colour(Expression expression) {
    return switch (expression) {
      case NEUTRAL -> 250;
      case ANGER -> 203;
      case DISGUST -> 107;
      case FEAR -> 141;
      case HAPPINESS -> 220;
      case SADNESS -> 75;
      case SURPRISE -> 215;
      case OTHER -> 245;
    };
  }
}
