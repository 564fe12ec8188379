package io.affectstream.bench.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.bench.page.Affect.Served;
import io.affectstream.console.testing.Browser;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.demo.DemoClip;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in Chromium on live streams of the real job, then the memory of server and page. Takes
 * minutes, so it runs only with {@code -Daffect.page=true}; further properties: {@code
 * affect.page.minutes} of measured memory (2), {@code affect.page.media} files to play, separated
 * by commas (the demo's clip), {@code affect.page.frame-rate} (25). Screenshots are in {@code
 * target/screenshots}, memory in {@code target/page/memory.md}.
 */
@EnabledIfSystemProperty(
    named = "affect.page",
    matches = "true",
    disabledReason = "runs 12 live streams for minutes; run it with -Daffect.page=true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(2 * 3600)
class LivePageITCase {

  private static final int STREAMS = 12;
  private static final int MINUTES = Integer.getInteger("affect.page.minutes", 2);
  private static final double FRAME_RATE =
      Double.parseDouble(System.getProperty("affect.page.frame-rate", "25"));
  private static final Path MEMORY = Path.of("target", "page", "memory.md");

  @TempDir static Path folder;

  private static Browser browser;
  private static LiveProduct product;
  private static Served server;

  @BeforeAll
  static void start() throws Exception {
    browser = Browser.open(Path.of("target", "screenshots"));
    String media = System.getProperty("affect.page.media");
    List<String> videos =
        media == null
            ? List.of(DemoClip.write(folder.resolve("clip")).video().toString())
            : List.of(media.split(",", -1));
    product = LiveProduct.start(folder, videos, STREAMS, FRAME_RATE);
    server = serve(0, List.of());
  }

  @AfterAll
  static void stop() throws Exception {
    try (LiveProduct closed = product;
        Browser quit = browser) {
      if (server != null) {
        server.process().close();
      }
    }
  }

  private static Served serve(int port, List<String> options) throws Exception {
    List<String> all = new ArrayList<>(product.cluster());
    all.addAll(List.of("--port", "" + port));
    all.addAll(options);
    return Affect.console(all);
  }

  private static URI stream(int number) {
    return server.address().resolve("#/stream/live-%03d".formatted(number));
  }

  private static void awaitLive() throws Exception {
    Waiting.await("live", () -> browser.text("#status").equals("live"));
    Waiting.await("rows", () -> browser.text("#readout").contains("%"));
  }

  @Test
  @Order(1)
  void theWallShowsTwelveOpenStreamsAndTheirAlerts() throws Exception {
    browser.size(1600, 1000);
    browser.show(server.address());
    Waiting.await("open streams", () -> browser.text(".count").startsWith("12 streams, 12 open"));
    Waiting.await("an alert", () -> browser.count(".alert:not([hidden])") > 0);
    Waiting.await("expressions", () -> browser.text(".now").contains("%"));
    browser.screenshot("live-wall-1600");
    browser.click("#theme");
    browser.screenshot("live-wall-other-theme-1600");
    browser.click("#theme");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(2)
  void aClickOpensAStreamWithProvisionalAndFinalRows() throws Exception {
    browser.click("a[href='#/stream/live-001']");
    awaitLive();
    Waiting.await("episodes", () -> browser.count(".episodes button") > 1);
    Waiting.await("words", () -> browser.count(".captions span") > 5);
    Waiting.await("an alert", () -> browser.text("aside").contains("wants-to-leave"));
    String time = browser.text("#readout");
    Waiting.await("the next rows", () -> !browser.text("#readout").equals(time));
    browser.screenshot("live-stream-1600");
    browser.click("#theme");
    browser.screenshot("live-stream-other-theme-1600");
    browser.click("#theme");
    assertThat(browser.errors()).isEmpty();
  }

  @Test
  @Order(3)
  void pausesScrollsBackJumpsAndFollowsAgain() throws Exception {
    browser.click("#pause");
    Waiting.await("paused", () -> browser.text("#pause").equals("Follow"));
    String paused = browser.text("#readout");
    Thread.sleep(2000);
    assertThat(browser.text("#readout")).isEqualTo(paused);
    browser.click("h1");
    browser.key(Keys.HOME);
    Waiting.await("the beginning", () -> !browser.text("#readout").equals(paused));
    Waiting.await("its rows", () -> browser.text("#readout").contains("%"));
    browser.screenshot("live-beginning-1600");
    browser.click("ol[aria-label='Episodes'] li:last-child button");
    Waiting.await("an episode", () -> browser.count("[aria-current='true']") > 0);
    browser.screenshot("live-episode-1600");
    browser.key(Keys.END);
    Waiting.await("follows", () -> browser.text("#pause").equals("Pause"));
  }

  @Test
  @Order(4)
  void reconnectsToARestartedServer() throws Exception {
    int port = server.address().getPort();
    server.process().kill();
    Waiting.await("the loss", () -> browser.text("#status").equals("reconnecting"));
    server = serve(port, List.of());
    awaitLive();
    String before = browser.text("#readout");
    Waiting.await("new rows", () -> !browser.text("#readout").equals(before));
    browser.screenshot("live-reconnected-1600");
  }

  @Test
  @Order(5)
  void aWrongTokenIsRefused() throws Exception {
    Path token = Files.writeString(folder.resolve("token"), "a-long-token");
    Served guarded = serve(0, List.of("--token-file", token.toString()));
    try (Affect process = guarded.process()) {
      browser.show(guarded.address());
      Waiting.await("the question", () -> browser.count("#login[open]") == 1);
      browser.type("#token", "wrong");
      browser.click("#login button");
      Waiting.await("refused", () -> browser.text("#login-problem").contains("refuses"));
      browser.screenshot("live-refused-1600");
      browser.script("document.getElementById('token').value = ''");
      browser.type("#token", "a-long-token");
      browser.click("#login button");
      Waiting.await("cards", () -> browser.count(".card") == STREAMS);
      assertThat(process.resident()).isPositive();
    }
  }

  @Test
  @Order(6)
  void narrowScreensScrollInOneDirectionOnly() throws Exception {
    browser.size(400, 900);
    browser.show(server.address());
    Waiting.await("cards", () -> browser.count(".card") == STREAMS);
    assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
        .isLessThanOrEqualTo(0);
    browser.screenshot("live-wall-400");
    browser.show(stream(2));
    awaitLive();
    Waiting.await("words", () -> browser.count(".captions span") > 5);
    assertThat(browser.number("document.documentElement.scrollWidth - innerWidth"))
        .isLessThanOrEqualTo(0);
    browser.screenshot("live-stream-400");
    browser.whole("live-stream-whole-400");
  }

  /** Server and page for minutes: one sample per minute. */
  @Test
  @Order(7)
  void memoryStaysBounded() throws Exception {
    browser.size(1600, 1000);
    browser.show(stream(3));
    awaitLive();
    List<String> expected = browser.errors(); // of requests to the server that was killed
    List<double[]> samples = new ArrayList<>();
    Files.createDirectories(MEMORY.getParent());
    long start = System.nanoTime();
    for (int minute = 1; minute <= MINUTES; minute++) {
      long until = start + Duration.ofMinutes(minute).toNanos();
      while (System.nanoTime() < until) {
        product.check();
        Thread.sleep(500);
      }
      Affect process = server.process();
      samples.add(
          new double[] {
            minute, process.resident(), process.heap(), browser.heap(), browser.nodes()
          });
      Files.writeString(MEMORY, table(samples));
    }
    awaitLive();
    String before = browser.text("#readout");
    Waiting.await("new rows", () -> !browser.text("#readout").equals(before));
    browser.screenshot("live-after-minutes-1600");
    System.out.println(table(samples));
    assertThat(browser.errors()).as("errors after %s", expected).isEmpty();
    assertThat(samples.get(samples.size() - 1)[3]).as("heap of the page, MB").isLessThan(150);
    assertThat(samples.get(samples.size() - 1)[2])
        .as("heap of the server, MB")
        .isBetween(1.0, 300.0);
  }

  private static String table(List<double[]> samples) {
    StringBuilder table =
        new StringBuilder(
            """
            | minute | server, RAM, MB | server, heap, MB | page, heap, MB | page, nodes |
            |---|---|---|---|---|
            """);
    for (double[] sample : samples) {
      table.append(
          String.format(
              Locale.ROOT,
              "| %.0f | %.1f | %.1f | %.1f | %.0f |%n",
              sample[0],
              sample[1],
              sample[2],
              sample[3],
              sample[4]));
    }
    return table.toString();
  }
}
