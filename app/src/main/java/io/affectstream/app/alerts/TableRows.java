package io.affectstream.app.alerts;

import io.affectstream.app.files.FramesTable;
import io.affectstream.app.results.Labels;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of a table of frames as records, with the parts that rules read. */
final class TableRows {

  private final FramesTable table;
  private final String stream;

  TableRows(FramesTable table, String stream) {
    this.table = table;
    this.stream = stream;
  }

  /** The next row; empty at the end. */
  Optional<AffectFrame> next() throws IOException {
    Map<String, String> cells = table.next();
    if (cells.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(row(cells));
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new IOException(
          "stream %s, frame %s: expected a row of 'affect analyze', found %s"
              .formatted(stream, cells.get("frame"), e.getMessage()),
          e);
    }
  }

  private AffectFrame row(Map<String, String> cells) {
    String noWords = cells.get("no_words");
    return AffectFrame.newBuilder()
        .setStream(stream)
        .setFrame(Long.parseLong(cells.get("frame")))
        .setTime(new BigDecimal(cells.get("timestamp")).movePointRight(6).longValueExact())
        .setFace(Integer.parseInt(cells.get("face_id")))
        .setReason(Reason.valueOf(cells.get("reason")))
        .setSmoothed(label(cells.get("expression")))
        .setProbabilities(
            floats(
                cells,
                Arrays.stream(Expression.values()).map(each -> "p_" + Labels.of(each)).toList()))
        .setActionUnits(
            floats(
                cells,
                Arrays.stream(ActionUnit.values()).map(unit -> Labels.of(unit) + "_p").toList()))
        .setCoverage(
            new Coverage(
                Float.parseFloat(cells.get("coverage_face")),
                Float.parseFloat(cells.get("coverage_voice")),
                Float.parseFloat(cells.get("coverage_words")),
                noWords.isEmpty() ? NoWords.NONE : NoWords.valueOf(noWords)))
        .setSpeaking(speaking(cells.get("speaking")))
        .setBundle(cells.get("bundle"))
        .build();
  }

  private static Float speaking(String cell) {
    return cell.isEmpty() ? null : Float.valueOf(cell);
  }

  private static Expression label(String text) {
    return Arrays.stream(Expression.values())
        .filter(expression -> Labels.of(expression).equals(text))
        .findFirst()
        .orElse(null);
  }

  private static List<Float> floats(Map<String, String> cells, List<String> columns) {
    List<Float> values = new ArrayList<>();
    for (String column : columns) {
      String cell = cells.get(column);
      if (!cell.isEmpty()) {
        values.add(Float.parseFloat(cell));
      }
    }
    return values;
  }
}
