package io.affectstream.bench.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {

  private static final Report REPORT = report(new Report.Peer("peer --fast", 135.5));

  private static Report report(Report.Peer peer) {
    Map<String, Double> stages = new LinkedHashMap<>();
    stages.put("detect", 3.25);
    stages.put("CNN", 0.5);
    return new Report(
        List.of("a.mp4"),
        "face-1@abc",
        2,
        450,
        451,
        3,
        stages,
        3.75,
        new Report.Whole(7.5, 60.25, Map.of("voice", 4.0, "idle", 0.001)),
        3.75,
        peer);
  }

  @Test
  void tableHasEveryFigureAndBarsInProportion() {
    List<String> lines = REPORT.table().lines().toList();

    assertThat(lines.get(0)).isEqualTo("450 frames, 451 rows of a.mp4");
    assertThat(lines.get(1)).isEqualTo("bundle face-1@abc, 2 cores, medians of 3 after a warm-up");
    assertThat(line(lines, "  detect")).endsWith("3.25  " + "#".repeat(13));
    assertThat(line(lines, "sum (a)")).endsWith("3.75  " + "#".repeat(15));
    assertThat(line(lines, "end to end (b)")).endsWith("7.50  " + "#".repeat(30));
    assertThat(line(lines, "  voice")).contains("4.00");
    assertThat(line(lines, "  peer")).endsWith("135.50  peer --fast");
    assertThat(lines).noneMatch(line -> line.startsWith("  idle"));
  }

  @Test
  void withoutPeerThereIsNoLineForIt() {
    assertThat(report(null).table()).doesNotContain("peer");
  }

  @Test
  void jsonHasTheSameFigures() throws IOException {
    JsonNode json = new ObjectMapper().readTree(REPORT.json());

    assertThat(json.at("/stages/detect").doubleValue()).isEqualTo(3.25);
    assertThat(json.at("/endToEnd/framesPerSecond").doubleValue()).isEqualTo(60.25);
    assertThat(json.at("/peer/framesPerSecond").doubleValue()).isEqualTo(135.5);
    assertThat(json.at("/frames").longValue()).isEqualTo(450);
  }

  @Test
  void chartDrawsTheLongestBarToTheEndAndHalfOfItHalfway() {
    BufferedImage chart = Chart.draw(REPORT);
    int endToEnd = barLength(chart, 4);

    assertThat(endToEnd).isGreaterThan(500);
    assertThat(barLength(chart, 2)).isEqualTo(endToEnd / 2);
  }

  /** Columns of one colour from the left edge of bar {@code line} on. */
  private static int barLength(BufferedImage chart, int line) {
    int y = 84 + 30 * line + 2;
    int colour = chart.getRGB(270, y);
    int x = 270;
    while (chart.getRGB(x, y) == colour) {
      x++;
    }
    return x - 270;
  }

  @Test
  void speedOfThePeerIsTheLastOnePrinted() throws Exception {
    Report.Peer peer = PeerRun.run("echo '12.5 frames/s'; echo 'total 20 s 80.25 frames/s'");

    assertThat(peer.framesPerSecond()).isEqualTo(80.25);
  }

  @ParameterizedTest
  @CsvSource({"echo fast, found none and 0", "echo '3 frames/s'; exit 4, found one and 4"})
  void peerWithoutSpeedOrThatFailsIsRefused(String command, String named) {
    assertThatThrownBy(() -> PeerRun.run(command))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(named);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Source: affect.video -> read (1/2)#0 | task Source: affect.video -> read
          Source Data Fetcher for Source: affect.video -> read (1/2)#0 | Kafka source fetchers
          OutputFlusher for voice (2/2)#0      | Flink timers and flushers
          find faces -> measure faces (1/2)#0  | task find faces -> measure faces
          faces-batch-0                        | faces (CNN)
          data-plane-kafka-network-thread-1    | Kafka broker
          pool-7-thread-1                      | players (ingest)
          Finalizer                            | other
          """)
  void threadsAreGroupedByWhatTheyDo(String thread, String group) {
    assertThat(ThreadGroups.of(thread)).isEqualTo(group);
  }

  private static String line(List<String> lines, String start) {
    return lines.stream().filter(line -> line.startsWith(start + " ")).findFirst().orElseThrow();
  }
}
