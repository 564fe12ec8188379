package io.affectstream.app.collect;

import io.affectstream.app.alerts.AlertText;
import io.affectstream.app.files.RecordJson;
import io.affectstream.app.results.Labels;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.EventKind;
import io.affectstream.terminal.Printable;
import io.affectstream.terminal.Terminal;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Prints records of the output topics one per line, as text or JSON. */
public final class EventPrinter implements OutputHandler {

  private static final String PROVISIONAL = "  (provisional)";

  private final PrintStream out;
  private final Terminal terminal;
  private final boolean json;
  private final boolean frames;
  private final Set<String> streams;
  private final Set<String> open;
  private boolean anyEvent;

  /**
   * @param frames whether frames are printed too
   * @param streams ids to print; empty = all
   */
  public EventPrinter(
      PrintStream out, Terminal terminal, boolean json, boolean frames, Set<String> streams) {
    this.out = out;
    this.terminal = terminal;
    this.json = json;
    this.frames = frames;
    this.streams = Set.copyOf(streams);
    this.open = new HashSet<>(streams);
  }

  /** Whether to read the topic of frames. */
  public boolean wantsFrames() {
    return frames;
  }

  /**
   * Whether every requested stream is closed; without a request, whether at least one stream and
   * all known streams are closed.
   */
  public boolean allClosed() {
    return open.isEmpty() && (anyEvent || !streams.isEmpty());
  }

  /** Flushes the output. */
  public void flush() {
    out.flush();
  }

  @Override
  public void frame(AffectFrame frame) {
    if (!wants(frame.getStream())) {
      return;
    }
    line(json ? RecordJson.of(frame) : text(frame));
  }

  @Override
  public void alert(AffectAlert alert) {
    if (wants(alert.getStream())) {
      line(json ? RecordJson.of(alert) : AlertText.of(alert));
    }
  }

  @Override
  public void event(AffectEvent event) {
    if (!wants(event.getStream())) {
      return;
    }
    anyEvent = true;
    if (event.getKind() == EventKind.STREAM_CLOSED) {
      open.remove(event.getStream());
    } else {
      open.add(event.getStream());
    }
    line(json ? RecordJson.of(event) : text(event));
  }

  @Override
  public void liveFrame(AffectFrame frame) {
    if (wants(frame.getStream())) {
      line(json ? RecordJson.of(frame) : text(frame) + PROVISIONAL);
    }
  }

  @Override
  public void liveEvent(AffectEvent event) {
    if (wants(event.getStream())) {
      line(json ? RecordJson.of(event) : text(event) + PROVISIONAL);
    }
  }

  @Override
  public void liveAlert(AffectAlert alert) {
    if (wants(alert.getStream())) {
      line(json ? RecordJson.of(alert) : AlertText.of(alert) + PROVISIONAL);
    }
  }

  @Override
  public void deadLetter(DeadLetter letter) {
    if (letter.getStream() == null || wants(letter.getStream())) {
      line(json ? RecordJson.of(letter) : text(letter));
    }
  }

  /** A line of JSON keeps its meaning: escaped characters occur only in its strings. */
  private void line(String line) {
    out.println(json ? Printable.of(line) : line);
  }

  private boolean wants(String stream) {
    return streams.isEmpty() || streams.contains(stream);
  }

  private String text(AffectEvent event) {
    String what =
        switch (event.getKind()) {
          case STREAM_OPENED -> "stream opened";
          case STREAM_CLOSED ->
              "stream closed, %d rows, %s".formatted(event.getFrames(), event.getDetail());
          case EPISODE_OPENED -> "%s begins".formatted(label(event));
          case EPISODE_UPDATED -> "%s goes on %s".formatted(label(event), figures(event));
          case EPISODE_CLOSED -> "%s ended   %s".formatted(label(event), figures(event));
          case EPISODE_CONFIRMED -> "%s confirmed".formatted(label(event));
          case EPISODE_WITHDRAWN -> "%s withdrawn".formatted(label(event));
        };
    String face = event.getFace() < 0 ? "" : "face " + event.getFace();
    return line(event.getStream(), event.getTime(), face, what);
  }

  private static String label(AffectEvent event) {
    String label =
        event.getExpression() != null
            ? Labels.of(event.getExpression())
            : Labels.of(event.getActionUnit());
    return String.format(Locale.ROOT, "%-9s", label);
  }

  private static String figures(AffectEvent event) {
    return String.format(
        Locale.ROOT,
        "%.2f s to %.2f s, %d frames, confidence %.2f",
        event.getOnset() / 1e6,
        event.getOffset() / 1e6,
        event.getFrames(),
        event.getConfidence());
  }

  private String text(AffectFrame frame) {
    String face = frame.getFace() < 0 ? "" : "face " + frame.getFace();
    String label =
        frame.getSmoothed() == null ? frame.getReason().name() : Labels.of(frame.getSmoothed());
    return line(
        frame.getStream(), frame.getTime(), face, "frame " + frame.getFrame() + "  " + label);
  }

  private String text(DeadLetter letter) {
    String where = letter.getTopic() + "/" + letter.getPartition() + "/" + letter.getOffset();
    return Printable.of(
        "dead letter %s %s: %s".formatted(where, letter.getReason(), letter.getMessage()));
  }

  private String line(String stream, long micros, String face, String what) {
    String safe = Printable.of(stream);
    String id = terminal.colour() ? "\u001b[1m" + safe + "\u001b[0m" : safe;
    return String.format(Locale.ROOT, "%s %9.2f s  %-8s %s", id, micros / 1e6, face, what);
  }
}
