package io.affectstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs all parts on the demo clip with minimal settings; does not check any speed. */
class EverythingITCase {

  private static final int FRAMES = 75;

  @TempDir private Path folder;

  @Test
  void everyPartIsMeasuredInOneTable() throws Exception {
    Path demo = DemoClip.write(folder.resolve("clip")).video();
    Path clip = ShortClip.of(demo, folder.resolve("short.avi"), FRAMES);
    Path json = folder.resolve("bench.json");
    Path png = folder.resolve("bench.png");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        BenchMain.run(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE),
            clip.toString(),
            "--repeat",
            "1",
            "--peer",
            "echo 'total 3 s 42.5 frames/s'",
            "--live-streams",
            "2",
            "--live-seconds",
            "5",
            "--streams",
            "1,2",
            "--frames",
            "100",
            "--cores",
            "1",
            "--json",
            json.toString(),
            "--png",
            png.toString());

    assertThat(code).as(err.toString(UTF_8)).isZero();
    JsonNode sections = new ObjectMapper().readTree(json.toFile()).path("sections");
    assertFigure(sections, "file at full speed", "peer", 42.5);
    assertPositive(sections, "file at full speed", "product / bare loop");
    assertFigure(sections, "cost end to end", "frames", FRAMES);
    assertPositive(sections, "cost end to end", "heap allocated per frame");
    assertPositive(sections, "CPU of our own work on one thread, by stage", "detect");
    assertFigure(sections, "account of frames", "frames lost", 0);
    assertFigure(sections, "account of frames", "rows repeated", 0);
    assertFigure(sections, "account of frames", "streams whose end was not seen", 0);
    assertFigure(sections, "account of frames", "dead letters", 0);
    assertPositive(sections, "latency", "age of visible rows, p99");
    assertPositive(sections, "state and memory", "checkpoint size per stream");
    assertPositive(sections, "speed of the job by streams, 1 core", "2 streams");
    assertPositive(sections, "CPU of the job by streams, 1 core", "1 stream");
    assertThat(out.toString(UTF_8)).contains("product / peer", "live, frames, exactly-once");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1000);
  }

  private static void assertPositive(JsonNode sections, String section, String figure) {
    assertThat(median(sections, section, figure)).as(section + ": " + figure).isPositive();
  }

  private static void assertFigure(
      JsonNode sections, String section, String figure, double expected) {
    assertThat(median(sections, section, figure)).as(section + ": " + figure).isEqualTo(expected);
  }

  private static double median(JsonNode sections, String section, String figure) {
    JsonNode found = sections.path(section).path(figure).path("median");
    assertThat(found.isNumber())
        .as("%s: %s is in %s", section, figure, sections.path(section))
        .isTrue();
    return found.doubleValue();
  }
}
