package io.affectstream.app.report;

import io.affectstream.app.files.Decimals;
import io.affectstream.app.results.FaceSeries;
import java.util.Arrays;
import java.util.stream.Collectors;

/** The numbers of a face that the report's script shows at the pointer. */
final class ReportData {

  private ReportData() {}

  /**
   * A script element with percents: per column a list of expressions and one of action units, empty
   * without a measurement.
   */
  static String script(ReportTime time, double[][] columns, boolean units) {
    String expressions = lists(columns, FaceSeries.EXPRESSIONS, FaceSeries.UNITS);
    String unitLists = units ? lists(columns, FaceSeries.UNITS, FaceSeries.COVERAGE) : "";
    return "<script type=\"application/json\">{\"from\":%s,\"length\":%s,\"e\":[%s],\"u\":[%s]}</script>"
        .formatted(
            Decimals.seconds(time.from()), Decimals.seconds(time.length()), expressions, unitLists);
  }

  private static String lists(double[][] columns, int first, int last) {
    return Arrays.stream(columns)
        .map(column -> Arrays.stream(column, first, last))
        .map(
            numbers ->
                numbers
                    .filter(number -> !Double.isNaN(number))
                    .mapToObj(number -> Long.toString(Math.round(100 * number)))
                    .collect(Collectors.joining(",", "[", "]")))
        .collect(Collectors.joining(","));
  }
}
