package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.console.testing.Browser;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.testing.TestKafka;
import io.affectstream.schemas.Severity;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The page in Chromium, with live streams; screenshots are in {@code target/screenshots}. */
@Timeout(300)
class PageITCase {

  private static final List<String> STREAMS = TalkTopics.names(12);
  private static final long RECORDED = 3000;
  private static final int ALL = 15;
  private static final long LONG = 30_000; // 20 minutes
  private static final String TOKEN = "a-token";

  @TempDir static Path folder;

  private static Browser browser;
  private static TestKafka kafka;
  private static TalkTopics topics;
  private static LiveTalks talks;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.open(Path.of("target", "screenshots"));
    kafka = new TestKafka(folder);
    topics = TalkTopics.create(kafka.address(), "page");
    topics.announce(STREAMS);
    topics.play(STREAMS, 0, RECORDED);
    topics.play(List.of("finished"), 0, 300);
    topics.close(List.of("finished"), 300);
    topics.play(List.of(Talk.DUET), 0, 400);
    topics.close(List.of(Talk.DUET), 400);
    topics.play(List.of("long"), 0, LONG);
    topics.close(List.of("long"), LONG);
    talks = new LiveTalks(topics, STREAMS, RECORDED);
    talks.start();
  }

  @AfterAll
  static void stop() {
    try (Browser quit = browser;
        TestKafka broker = kafka;
        TalkTopics producer = topics;
        LiveTalks played = talks) {
      // closed in the opposite order, if they were started
    }
  }

  private static ConsoleServer serve(int port) throws Exception {
    ConsoleServer server = ConsoleServer.start(topics.kafka(), Options.at(port), "test");
    Api api = new Api(server.address());
    Waiting.await("rows", () -> api.rows("talk-11") >= RECORDED);
    return server;
  }

  private static URI detail(ConsoleServer server, String stream) {
    return server.address().resolve("#/stream/" + stream);
  }

  @Test
  void theWallShowsAllStreamsAndOpensOne() throws Exception {
    try (ConsoleServer server = serve(0)) {
      browser.size(1600, 1000);
      browser.show(server.address());
      Waiting.await("cards", () -> browser.count(".card") == ALL);
      assertThat(browser.text(".count")).contains("15 streams, 12 open");
      topics.alert("talk-4", talks.next(), Severity.CRITICAL);
      Waiting.await("the alert", () -> browser.text(".card").contains("critical: angry customer"));
      assertThat(browser.text(".card")).contains("talk-4");
      assertThat(browser.text("a.closed[href='#/stream/finished']")).contains("finished", "closed");
      assertThat(browser.count(".card:not(.closed)")).isEqualTo(12);
      browser.screenshot("wall-1600");
      browser.click("a[href='#/stream/talk-1']");
      Waiting.await("the stream", () -> browser.text("h1").equals("talk-1"));
      Waiting.await("live", () -> browser.text("#status").equals("live"));
      Waiting.await("episodes", () -> browser.count(".episodes button") > 3);
      Waiting.await("words", () -> browser.count(".captions span") > 10);
      Waiting.await("numbers", () -> browser.text("#readout").contains("%"));
      String time = browser.text("#readout");
      Waiting.await("the next rows", () -> !browser.text("#readout").equals(time));
      assertThat(browser.number("document.querySelectorAll('.uplot canvas').length")).isEqualTo(1);
      assertThat(drawnColours(".ribbon")).isGreaterThan(2);
      assertThat(drawnColours(".units")).isGreaterThan(5);
      browser.screenshot("stream-1600");
      browser.click("#theme");
      browser.screenshot("stream-other-theme-1600");
      browser.click("#theme");
      browser.escape();
      Waiting.await("the wall", () -> browser.count(".card") == ALL);
      assertThat(browser.errors()).isEmpty();
    }
  }

  /** Distinct colours of a canvas: what was drawn, without knowing how. */
  private static double drawnColours(String selector) {
    return browser.number(
        "(() => { const c = document.querySelector('"
            + selector
            + "'); if (!c) return 0;"
            + " const d = c.getContext('2d').getImageData(0, 0, c.width, c.height).data;"
            + " const s = new Set(); for (let i = 0; i < d.length; i += 4)"
            + " s.add((d[i] << 16) | (d[i + 1] << 8) | d[i + 2]); return s.size; })()");
  }

  @Test
  void pauseScrollBackAndJumpToAnEpisode() throws Exception {
    try (ConsoleServer server = serve(0)) {
      browser.size(1600, 1000);
      browser.show(detail(server, "talk-2"));
      Waiting.await("live", () -> browser.text("#status").equals("live"));
      Waiting.await("rows", () -> browser.text("#readout").contains("%"));
      browser.click("#pause");
      Waiting.await("paused", () -> browser.text("#pause").equals("Follow"));
      String paused = browser.text("#readout");
      Api api = new Api(server.address());
      long before = api.rows("talk-2");
      Waiting.await("another second", () -> api.rows("talk-2") > before + 25);
      assertThat(browser.text("#readout")).isEqualTo(paused);
      browser.click("h1");
      browser.key(Keys.HOME); // two minutes ago: only the topics hold it
      Waiting.await("the beginning", () -> browser.text("#readout").startsWith("0:"));
      Waiting.await("its rows", () -> browser.text("#readout").contains("%"));
      Waiting.await("its drawing", () -> drawnColours(".ribbon") > 2);
      browser.screenshot("stream-beginning-1600");
      int episodes = browser.count(".episodes button");
      assertThat(episodes).isGreaterThan(3);
      browser.click(".episodes li:last-child button");
      Waiting.await(
          "the episode", () -> browser.count(".episodes button[aria-current='true']") == 1);
      browser.key("j");
      browser.key(" ");
      browser.key(Keys.END);
      Waiting.await("follows again", () -> browser.text("#pause").equals("Pause"));
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void reconnectsAfterTheServerRestartsAndMissesNoRow() throws Exception {
    ConsoleServer first = serve(0);
    int port = first.address().getPort();
    browser.size(1600, 1000);
    browser.show(detail(first, "talk-3"));
    Waiting.await("live", () -> browser.text("#status").equals("live"));
    Waiting.await("the last minute", () -> uncovered(".ribbon") < 0.02);
    first.close();
    Waiting.await("the loss", () -> browser.text("#status").equals("reconnecting"));
    browser.screenshot("reconnecting-1600");
    try (ConsoleServer second = serve(port)) {
      Waiting.await("live again", () -> browser.text("#status").equals("live"));
      String before = browser.text("#readout");
      Waiting.await("new rows", () -> !browser.text("#readout").equals(before));
      Waiting.await("no gap", () -> uncovered(".ribbon") < 0.02);
      assertThat(second.clients()).isEqualTo(1);
    }
  }

  /** Longest part of the ribbon without any row, except where there was no face. */
  private static double uncovered(String selector) {
    return browser.number(
        "(() => { const c = document.querySelector('"
            + selector
            + "'); if (!c) return 1;"
            + " const d = c.getContext('2d').getImageData(0, c.height / 4, c.width, 1).data;"
            + " let most = 0, run = 0; for (let x = 0; x < c.width * 0.97; x++) {"
            + " run = d[4 * x + 3] === 0 ? run + 1 : 0; most = Math.max(most, run); }"
            + " return Math.max(0, most / c.width - 0.02); })()");
  }

  @Test
  void aWrongTokenIsRefusedAndTheRightOneOpensThePage() throws Exception {
    try (ConsoleServer server =
        ConsoleServer.start(topics.kafka(), Options.withToken(TOKEN), "test")) {
      browser.show(server.address());
      Waiting.await("the question", () -> browser.count("#login[open]") == 1);
      browser.type("#token", "wrong");
      browser.click("#login button");
      Waiting.await("refused", () -> browser.text("#login-problem").contains("refuses"));
      browser.script("document.getElementById('token').value = ''");
      browser.type("#token", TOKEN);
      browser.click("#login button");
      Waiting.await("cards", () -> browser.count(".card") == ALL);
      assertThat(browser.count("#login[open]")).isZero();
      assertThat(browser.errors()).isNotEmpty().allMatch(error -> error.contains("401"));
    }
  }

  @Test
  void narrowScreensScrollInOneDirectionOnly() throws Exception {
    try (ConsoleServer server = serve(0)) {
      browser.size(400, 900);
      browser.show(server.address());
      Waiting.await("cards", () -> browser.count(".card") == ALL);
      assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
          .isLessThanOrEqualTo(0);
      browser.screenshot("wall-400");
      browser.show(detail(server, "talk-5"));
      Waiting.await("the last minute", () -> uncovered(".ribbon") < 0.02);
      assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
          .isLessThanOrEqualTo(0);
      browser.screenshot("stream-400");
    }
  }

  @Test
  void wordsAreShownBySpeakerAndAVoiceOffScreenIsNamed() throws Exception {
    try (ConsoleServer server = serve(0)) {
      browser.size(1600, 1000);
      browser.show(detail(server, Talk.DUET));
      Waiting.await("the voice", () -> browser.text(".captions").contains("off screen:"));
      assertThat(browser.text(".captions")).contains("face 0:");
      Waiting.await(
          "the last row of face 0", () -> browser.text("#readout").contains("speaks: 90 %"));
      assertThat(browser.text("select[aria-label='Face']"))
          .contains("face 0", "face 1", "off screen");
      assertThat(drawnColours(".speakers")).isGreaterThan(2);
      browser.screenshot("speakers-1600");
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void aLongStreamIsScrolledBackWithoutLoadingAllOfIt() throws Exception {
    try (ConsoleServer server = serve(0)) {
      Api api = new Api(server.address());
      Waiting.await("all of it", () -> api.rows("long") == LONG);
      browser.size(1600, 1000);
      browser.show(detail(server, "long"));
      Waiting.await("rows", () -> browser.text("#readout").contains("%"));
      Waiting.await("the end", () -> browser.text("#readout").startsWith("20:00.0"));
      browser.click("h1");
      browser.key(Keys.HOME);
      Waiting.await("the beginning", () -> browser.text("#readout").startsWith("0:"));
      Waiting.await("its rows", () -> browser.text("#readout").contains("%"));
      assertThat(
              browser.number(
                  "performance.getEntriesByType('resource')"
                      + ".filter(r => r.name.includes('/long/rows')).length"))
          .as("requests for rows: the first one, the newest minute, the first minute")
          .isBetween(3.0, 6.0);
      assertThat(browser.errors()).isEmpty();
    }
  }

  @Test
  void everythingThatCanBeUsedHasAName() throws Exception {
    try (ConsoleServer server = serve(0)) {
      browser.size(1600, 1000);
      browser.show(detail(server, "talk-6"));
      Waiting.await("rows", () -> browser.text("#readout").contains("%"));
      assertThat(
              browser.number(
                  "[...document.querySelectorAll('button, select, input, canvas[role=img], a')]"
                      + ".filter(n => n.offsetParent && !(n.getAttribute('aria-label') ||"
                      + " n.textContent.trim() || n.labels?.length)).length"))
          .isZero();
      Waiting.await(
          "the description of the ribbon",
          () ->
              String.valueOf(
                      browser.script(
                          "return document.querySelector('.ribbon').getAttribute('aria-label')"))
                  .contains("%"));
    }
  }
}
