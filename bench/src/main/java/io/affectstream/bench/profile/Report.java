package io.affectstream.bench.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Distribution of time.
 *
 * @param videos files measured
 * @param bundle identity of the bundle
 * @param cores processors available to the JVM
 * @param frames frames of all files
 * @param rows rows of all files
 * @param repeats repeats after the warm-up; all figures are medians over them
 * @param stages CPU milliseconds per frame of our own work on one thread, by label, in order
 * @param ownWork sum of {@code stages}
 * @param endToEnd the same media through Kafka and Flink
 * @param difference {@code endToEnd} less {@code ownWork}: Kafka, Flink, the JVM and the rest
 * @param peer another program on the same media; {@code null} if not requested
 */
public record Report(
    List<String> videos,
    String bundle,
    int cores,
    long frames,
    long rows,
    int repeats,
    Map<String, Double> stages,
    double ownWork,
    Whole endToEnd,
    double difference,
    Peer peer) {

  /**
   * End to end.
   *
   * @param cpuMillisPerFrame CPU time of the process
   * @param framesPerSecond by wall-clock time
   * @param threads CPU milliseconds per frame by purpose of threads; the largest first
   */
  public record Whole(
      double cpuMillisPerFrame, double framesPerSecond, Map<String, Double> threads) {}

  /**
   * Another program.
   *
   * @param command command line
   * @param framesPerSecond as reported by the program
   */
  public record Peer(String command, double framesPerSecond) {}

  private static final int BAR = 30;
  private static final double MIN_SHOWN = 0.005;

  /** The report as JSON. */
  public String json() {
    try {
      return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(this)
          + System.lineSeparator();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The report as text. */
  public String table() {
    double longest =
        Math.max(endToEnd.cpuMillisPerFrame(), Math.max(ownWork, Math.abs(difference)));
    StringBuilder text = new StringBuilder();
    text.append(
        "%d frames, %d rows of %s%nbundle %s, %d cores, medians of %d after a warm-up%n%n"
            .formatted(frames, rows, String.join(", ", videos), bundle, cores, repeats));
    text.append("%-34s %12s%n".formatted("our own work, one thread", "CPU ms/frame"));
    stages.forEach((label, millis) -> line(text, "  " + label, millis, longest));
    line(text, "sum (a)", ownWork, longest);
    line(text, "end to end (b)", endToEnd.cpuMillisPerFrame(), longest);
    line(text, "Kafka, Flink, JVM (b - a)", difference, longest);
    text.append("%n%-34s %12s%n".formatted("end to end by thread", "CPU ms/frame"));
    endToEnd
        .threads()
        .forEach(
            (name, millis) -> {
              if (millis >= MIN_SHOWN) {
                line(text, "  " + name, millis, longest);
              }
            });
    text.append("%n%-34s %12s%n".formatted("wall clock", "frames/s"));
    text.append(number("  end to end", endToEnd.framesPerSecond())).append('\n');
    if (peer != null) {
      text.append(number("  peer", peer.framesPerSecond())).append("  ");
      text.append(peer.command()).append('\n');
    }
    return text.toString();
  }

  private static void line(StringBuilder text, String label, double value, double longest) {
    String bar = "#".repeat((int) Math.round(BAR * Math.max(0, value) / longest));
    text.append(number(label, value)).append(bar.isEmpty() ? "" : "  " + bar).append('\n');
  }

  private static String number(String label, double value) {
    String cut = label.length() > 34 ? label.substring(0, 33) + "…" : label;
    return String.format(Locale.ROOT, "%-34s %12.2f", cut, value);
  }
}
