package io.affectstream.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String written() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void withoutATerminalALineAppearsOnlyWhenSomethingChanged() {
    PlainProgress progress = PlainProgress.start(err, Duration.ofHours(1));
    try (progress) {
      Progress.Stage ingest = progress.stage("ingest", Progress.MEDIA, OptionalLong.of(75_000));
      Progress.Stage analyze = progress.stage("analyze", Progress.MEDIA, OptionalLong.empty());
      progress.show();
      ingest.step(10_000);
      progress.show();
      progress.show();
      progress.note("a note");
      analyze.step(4_000);
      analyze.total(80_000);
    }
    assertThat(written().lines())
        .containsExactly(
            "ingest 0:10 of 1:15, analyze 0:00",
            "a note",
            "ingest 0:10 of 1:15, analyze 0:04 of 1:20");
    assertThat(written()).doesNotContain("\u001b");
  }

  @Test
  void onATerminalLinesWrittenMeanwhileStandAboveTheBars() {
    PrintStream before = System.err;
    try (Progress progress = Progress.on(new Terminal(true, true, 80, false, false), err)) {
      progress.stage("ingest", Progress.MEDIA, OptionalLong.of(2_000)).step(2_000);
      System.err.println("warning: late");
    }
    assertThat(System.err).isSameAs(before);
    String text = written();
    assertThat(text).contains("\u001b[2Kwarning: late\n");
    assertThat(text.substring(text.lastIndexOf("\u001b[2K")))
        .contains("ingest")
        .contains("100 %")
        .contains("===");
    assertThat(text.lines().map(line -> line.replaceAll("\u001b\\[[0-9]*[A-Z]|\r", "")))
        .allSatisfy(line -> assertThat(line.length()).isLessThan(80));
  }
}
