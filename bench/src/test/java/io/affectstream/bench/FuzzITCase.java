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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Short version of a run of {@code affect bench fuzz}. */
class FuzzITCase {

  private static final int RECORDS = 4_000;

  @TempDir private Path folder;

  @Test
  @Timeout(300)
  void wrongRecordsNeitherStopTheJobNorCostAGoodStreamARow() throws Exception {
    Path demo = DemoClip.write(folder.resolve("clip")).video();
    Path clip = ShortClip.of(demo, folder.resolve("short.avi"), 15);
    Path json = folder.resolve("fuzz.json");
    ByteArrayOutputStream err = new ByteArrayOutputStream();

    int code =
        BenchMain.run(
            new Console(
                new PrintStream(new ByteArrayOutputStream(), true, UTF_8),
                new PrintStream(err, true, UTF_8),
                Terminal.NONE),
            "fuzz",
            clip.toString(),
            "--records",
            String.valueOf(RECORDS),
            "--seed",
            "15",
            "--json",
            json.toString());

    assertThat(code).as(err.toString(UTF_8)).isZero();
    JsonNode sections = new ObjectMapper().readTree(json.toFile()).path("sections");
    assertThat(sections.at("/run/well-formed streams, all complete/median").asInt()).isEqualTo(8);
    JsonNode letters = sections.path("dead letters by reason");
    assertThat(letters.fieldNames())
        .toIterable()
        .contains("NOT_AVRO", "MALFORMED", "UNDECODABLE_PICTURE", "TIME_REVERSED");
  }
}
