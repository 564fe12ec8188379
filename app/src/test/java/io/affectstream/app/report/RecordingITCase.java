package io.affectstream.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.results.Records;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.console.testing.Browser;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.schemas.Expression;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The report in Chromium, opened as a file: the episodes play from a recording that is chosen. */
@Timeout(120)
class RecordingITCase {

  private static final String STREAM = "talk";

  @TempDir static Path folder;

  private static Browser browser;
  private static Path video;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.open(Path.of("target", "screenshots"));
    video = DemoClip.write(folder.resolve("clip")).video();
    StreamTimeline timeline = new StreamTimeline();
    StreamSummary summary = new StreamSummary();
    for (int frame = 0; frame < 250; frame++) {
      timeline.add(Records.measured(STREAM, frame, 0, Expression.ANGER));
      summary.add(Records.measured(STREAM, frame, 0, Expression.ANGER));
    }
    timeline.add(Records.episode(STREAM, 0, Expression.FEAR, 0, 1_000_000, 1_400_000));
    timeline.add(Records.episode(STREAM, 0, Expression.ANGER, 1, 6_000_000, 6_400_000));
    summary.add(Records.closed(STREAM, 10_000_000, 250));
    ReportPage.write(folder, STREAM, timeline, summary);
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void open() {
    browser.size(1200, 900);
    browser.show(folder.resolve(ReportPage.name(STREAM)).toUri());
  }

  private static double player(String property) {
    return browser.number("Number(document.querySelector('video')." + property + ")");
  }

  @Test
  void aClickPlaysAnEpisodeFromShortlyBeforeItToShortlyAfterIt() throws Exception {
    browser.type("input[type=file]", video.toString());
    Waiting.await("the recording", () -> player("readyState") >= 1);
    browser.click("table.episodes tr:nth-child(3) button");
    browser.script(
        "const v = document.querySelector('video'); window.least = Infinity;"
            + " v.addEventListener('timeupdate', () => {"
            + " window.least = Math.min(window.least, v.currentTime); });");
    Waiting.await("the end", () -> player("paused") == 1 && player("currentTime") > 6.8);
    assertThat(browser.number("window.least")).isBetween(5.4, 6.9);
    assertThat(player("currentTime")).isBetween(6.9, 8.5);
    browser.screenshot("recording");
    browser.click("table.episodes tr:nth-child(2) button");
    Waiting.await("the first episode", () -> player("currentTime") < 2);
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  void aFileThatCannotBePlayedIsReported() throws Exception {
    Path text = Files.writeString(folder.resolve("notes.txt"), "no recording");
    browser.type("input[type=file]", text.toString());
    Waiting.await("the problem", () -> browser.text(".recording p").contains("cannot play"));
    browser.type("input[type=file]", video.toString());
    Waiting.await("no problem", () -> browser.text(".recording p").isEmpty());
  }
}
