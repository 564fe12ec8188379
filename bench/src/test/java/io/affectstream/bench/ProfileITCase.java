package io.affectstream.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoFiles;
import io.affectstream.terminal.Console;
import io.affectstream.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small run of {@code bench profile} on the demo clip; does not check any duration. */
class ProfileITCase {

  @TempDir private Path folder;

  @Test
  void everyStageAndTheWholeAreMeasured() throws Exception {
    DemoFiles clip = DemoClip.write(folder.resolve("clip"));
    Path json = folder.resolve("report.json");
    Path png = folder.resolve("report.png");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        BenchMain.run(
            new Console(
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE),
            "profile",
            clip.video().toString(),
            "--transcript",
            clip.transcript().toString(),
            "--repeat",
            "1",
            "--peer",
            "echo 'total 3 s 42.5 frames/s'",
            "--json",
            json.toString(),
            "--png",
            png.toString());

    assertThat(err.toString(UTF_8)).isEmpty();
    assertThat(code).isZero();
    JsonNode report = new ObjectMapper().readTree(json.toFile());
    assertThat(report.get("frames").longValue()).isEqualTo(525);
    assertThat(report.get("rows").longValue()).isGreaterThanOrEqualTo(525);
    assertThat(report.get("stages")).hasSize(12);
    assertThat(report.at("/stages/media decode").doubleValue()).isPositive();
    assertThat(report.at("/stages/JPEG decode").doubleValue()).isPositive();
    assertThat(report.at("/stages/detect").doubleValue()).isPositive();
    assertThat(report.at("/stages/CNN").doubleValue()).isPositive();
    assertThat(report.at("/stages/voice features").doubleValue()).isPositive();
    assertThat(report.at("/stages/serialisation").doubleValue()).isPositive();
    assertThat(report.at("/endToEnd/cpuMillisPerFrame").doubleValue()).isPositive();
    assertThat(report.at("/endToEnd/framesPerSecond").doubleValue()).isPositive();
    assertThat(report.at("/endToEnd/threads").fieldNames())
        .toIterable()
        .anyMatch(name -> name.startsWith("task find faces"));
    assertThat(report.at("/peer/framesPerSecond").doubleValue()).isEqualTo(42.5);
    assertThat(out.toString(UTF_8))
        .contains("tracking + align", "Kafka, Flink, JVM (b - a)", "echo 'total 3 s");
    assertThat(ImageIO.read(png.toFile()).getWidth()).isEqualTo(1000);
  }
}
