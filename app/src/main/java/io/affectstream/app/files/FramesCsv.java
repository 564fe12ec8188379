package io.affectstream.app.files;

import io.affectstream.app.results.Labels;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The table of one stream, {@code STREAM.frames.csv}: RFC 4180, a heading, one row per frame and
 * face in order of time, frame and face, which is the order of the topic. Numbers have six
 * decimals; cells without a measurement are empty. Column names follow OpenFace where possible.
 */
public final class FramesCsv implements AutoCloseable {

  /** Suffix of the files' names. */
  public static final String SUFFIX = ".frames.csv";

  private static final String END_OF_LINE = "\r\n";

  private final AtomicFile file;
  private final TreeMap<Integer, AffectFrame> frameRows = new TreeMap<>();
  private long rows;
  private long repeats;

  private FramesCsv(AtomicFile file) {
    this.file = file;
  }

  /** Starts {@code FOLDER/STREAM.frames.csv}; it appears with {@link #commit}. */
  public static FramesCsv create(Path folder, String stream) throws IOException {
    AtomicFile file = AtomicFile.create(folder.resolve(name(stream)));
    file.writer().write(String.join(",", columns()) + END_OF_LINE);
    return new FramesCsv(file);
  }

  /** Name of the file of a stream. */
  public static String name(String stream) {
    return FileNames.of(stream) + SUFFIX;
  }

  /** Names of the columns. */
  public static List<String> columns() {
    List<String> columns = new ArrayList<>();
    Collections.addAll(columns, "frame", "timestamp", "face_id", "confidence", "success");
    Collections.addAll(columns, "expression_raw", "expression");
    Collections.addAll(columns, "uncertain", "plausible");
    for (Expression expression : Expression.values()) {
      columns.add("p_" + Labels.of(expression));
    }
    for (ActionUnit unit : ActionUnit.values()) {
      columns.add(Labels.of(unit) + "_p");
    }
    for (ActionUnit unit : ActionUnit.values()) {
      columns.add(Labels.of(unit) + "_c");
    }
    Collections.addAll(columns, "face_x", "face_y", "face_w", "face_h", "quality");
    Collections.addAll(columns, "coverage_face", "coverage_voice", "coverage_words");
    Collections.addAll(columns, "no_words", "speaking");
    Collections.addAll(columns, "reason", "bundle");
    return columns;
  }

  /**
   * Adds a row. Rows of one frame may arrive in any order. A repeated row, or one of an earlier
   * frame (possible with at-least-once delivery), is counted and skipped.
   *
   * @return whether it was added
   */
  public boolean add(AffectFrame frame) throws IOException {
    int order = frameRows.isEmpty() ? 1 : compare(frame, frameRows.firstEntry().getValue());
    if (order < 0 || (order == 0 && frameRows.containsKey(frame.getFace()))) {
      repeats++;
      return false;
    }
    if (order > 0) {
      writeFrame();
    }
    frameRows.put(frame.getFace(), frame);
    rows++;
    return true;
  }

  /** Rows so far. */
  public long rows() {
    return rows;
  }

  /** Rows skipped because they repeated earlier ones. */
  public long repeats() {
    return repeats;
  }

  /** Completes the file. */
  public void commit() throws IOException {
    writeFrame();
    file.commit();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static int compare(AffectFrame one, AffectFrame other) {
    int order = Long.compare(one.getTime(), other.getTime());
    return order != 0 ? order : Long.compare(one.getFrame(), other.getFrame());
  }

  private void writeFrame() throws IOException {
    for (AffectFrame row : frameRows.values()) {
      write(row);
    }
    frameRows.clear();
  }

  private void write(AffectFrame frame) throws IOException {
    Writer writer = file.writer();
    writer.write(cells(frame).stream().map(FramesCsv::quoted).collect(Collectors.joining(",")));
    writer.write(END_OF_LINE);
  }

  /** The row of a frame, one formatted cell per column. */
  public static List<String> cells(AffectFrame frame) {
    List<String> cells = new ArrayList<>();
    cells.add(Long.toString(frame.getFrame()));
    cells.add(Decimals.seconds(frame.getTime()));
    cells.add(Integer.toString(frame.getFace()));
    cells.add(Decimals.of(frame.getConfidence()));
    cells.add(frame.getReason() == Reason.MEASURED ? "1" : "0");
    cells.add(label(frame.getExpression()));
    cells.add(label(frame.getSmoothed()));
    cells.add(frame.getUncertain() == null ? "" : frame.getUncertain() ? "1" : "0");
    cells.add(frame.getPlausible().stream().map(Labels::of).collect(Collectors.joining(" ")));
    numbers(cells, frame.getProbabilities(), Expression.values().length);
    numbers(cells, frame.getActionUnits(), ActionUnit.values().length);
    flags(cells, frame.getActiveUnits(), frame.getDecidedUnits());
    box(cells, frame.getBox());
    cells.add(Decimals.of(frame.getQuality()));
    cells.add(Decimals.of(frame.getCoverage().getFace()));
    cells.add(Decimals.of(frame.getCoverage().getVoice()));
    cells.add(Decimals.of(frame.getCoverage().getWords()));
    NoWords noWords = frame.getCoverage().getNoWords();
    cells.add(noWords == NoWords.NONE ? "" : noWords.name());
    cells.add(frame.getSpeaking() == null ? "" : Decimals.of(frame.getSpeaking()));
    cells.add(frame.getReason().name());
    cells.add(frame.getBundle());
    return cells;
  }

  private static String label(Expression expression) {
    return expression == null ? "" : Labels.of(expression);
  }

  private static void numbers(List<String> cells, List<Float> values, int count) {
    for (int i = 0; i < count; i++) {
      cells.add(values.isEmpty() ? "" : Decimals.of(values.get(i)));
    }
  }

  private static void flags(List<String> cells, List<Boolean> values, List<Boolean> decided) {
    for (int i = 0; i < ActionUnit.values().length; i++) {
      boolean known = !values.isEmpty() && (decided.isEmpty() || decided.get(i));
      cells.add(known ? values.get(i) ? "1" : "0" : "");
    }
  }

  private static void box(List<String> cells, Box box) {
    cells.add(box == null ? "" : Decimals.of(box.getX()));
    cells.add(box == null ? "" : Decimals.of(box.getY()));
    cells.add(box == null ? "" : Decimals.of(box.getWidth()));
    cells.add(box == null ? "" : Decimals.of(box.getHeight()));
  }

  /** RFC 4180: quoted if it contains a comma, a quote or a line break. */
  static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\r' || c == '\n');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
