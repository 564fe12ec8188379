package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.console.Api.Answer;
import io.affectstream.console.testing.Browser;
import io.affectstream.console.testing.Waiting;
import io.affectstream.schemas.VideoFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Images of streams: only if permitted, and the right one. */
@Timeout(300)
class ImagesITCase {

  private static final long FRAMES = 900;
  private static final List<String> STREAMS = List.of("talk-0", "talk-1");
  private static final List<String> OTHERS = List.of("png", "pixels", "reference", "sound");

  @TempDir static Path folder;

  private static ServedTalks talks;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    talks =
        ServedTalks.start(
            folder,
            "images",
            Options.showingImages(),
            "test",
            topics -> {
              topics.play(STREAMS, 0, FRAMES);
              topics.play(OTHERS, 0, 30);
              List<VideoFrame> mixed = new ArrayList<>();
              for (long frame = 0; frame < FRAMES; frame++) {
                for (String stream : STREAMS) {
                  mixed.addAll(Images.of(stream, frame, frame + 1));
                }
              }
              topics.show(mixed);
              topics.show(
                  List.of(
                      Images.png("png", 0),
                      Images.pixels("pixels", 0),
                      Images.reference("reference", 0)));
              for (int partition = 0; partition < 2; partition++) {
                topics.play(List.of("foreign-" + partition), 0, 30);
                topics.showIn(partition, Images.png("foreign-" + partition, 7));
              }
            });
    api = new Api(talks.server().address());
    Waiting.await("rows", () -> api.rows("talk-1") >= FRAMES && api.rows("foreign-1") >= 30);
  }

  @AfterAll
  static void stop() {
    try (ServedTalks closed = talks) {
      // closed if it was started
    }
  }

  private static HttpResponse<byte[]> image(String stream, String query) throws Exception {
    URI address = talks.server().address().resolve("/api/v1/streams/" + stream + "/image" + query);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofByteArray());
  }

  private static long time(HttpResponse<byte[]> response) {
    return response.headers().firstValueAsLong("Affect-Time").orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 0",
    "39999, 0",
    "40000, 1",
    "17123456, 428",
    "35960000, 899",
    "99000000, 899"
  })
  void theLastImageAtOrBeforeATime(long time, long frame) throws Exception {
    for (String stream : STREAMS) {
      HttpResponse<byte[]> response = image(stream, "?time=" + time);
      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.headers().firstValue("Content-Type")).contains("image/jpeg");
      assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(time(response)).isEqualTo(frame * Talk.INTERVAL);
      assertThat(response.body()).isEqualTo(Images.file(stream, frame, "jpeg"));
    }
  }

  @Test
  void theNewestImageWithoutATime() throws Exception {
    assertThat(time(image("talk-0", ""))).isEqualTo((FRAMES - 1) * Talk.INTERVAL);
  }

  @Test
  void everyEncoding() throws Exception {
    HttpResponse<byte[]> png = image("png", "");
    assertThat(png.headers().firstValue("Content-Type")).contains("image/png");
    assertThat(png.body()).isEqualTo(Images.file("png", 0, "png"));
    BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(image("pixels", "").body()));
    assertThat(decoded.getWidth()).isEqualTo(Images.WIDTH);
    BufferedImage drawn = ImageIO.read(new ByteArrayInputStream(Images.file("pixels", 0, "png")));
    for (int shift : new int[] {0, 8, 16}) {
      assertThat(decoded.getRGB(5, 5) >> shift & 255)
          .isCloseTo(drawn.getRGB(5, 5) >> shift & 255, within(8));
    }
  }

  @ParameterizedTest
  @CsvSource({"foreign-0", "foreign-1"})
  void anImageThatAnotherPartitionerPlaced(String stream) throws Exception {
    assertThat(time(image(stream, ""))).isEqualTo(7 * Talk.INTERVAL);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sound      | | 404 | NO_IMAGE | no frame at or before
          reference  | | 404 | NO_IMAGE | is a reference (folder/1.jpg)
          talk-0     | ?time=-1 | 404 | NO_IMAGE | no frame at or before -1
          talk-0     | ?time=soon | 400 | BAD_PARAMETER | expected an integer
          nobody     | | 404 | UNKNOWN_STREAM | nobody
          """)
  void typedErrors(String stream, String query, int status, String code, String message)
      throws Exception {
    Answer answer = api.get("/api/v1/streams/" + stream + "/image" + (query == null ? "" : query));
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.body().path("message").asText()).contains(message);
  }

  @Test
  void noImageUnlessTheOperatorPermitsIt() throws Exception {
    assertThat(api.get("/api/v1").body().path("showsImages").asBoolean()).isTrue();
    try (ConsoleServer without =
        ConsoleServer.start(talks.topics().kafka(), Options.retaining(100), "test")) {
      Api refusing = new Api(without.address());
      assertThat(refusing.get("/api/v1").body().path("showsImages").asBoolean()).isFalse();
      Answer answer = refusing.get("/api/v1/streams/talk-0/image");
      assertThat(answer.status()).isEqualTo(403);
      assertThat(answer.code()).isEqualTo("IMAGES_OFF");
    }
  }

  @Test
  void thePageShowsTheImageOfTheTime() throws Exception {
    try (Browser browser = Browser.open(Path.of("target", "screenshots"))) {
      browser.size(1600, 1000);
      browser.show(talks.server().address().resolve("#/stream/talk-1"));
      Waiting.await("the newest", () -> browser.text(".picture figcaption").contains("0:36.0"));
      browser.click("ol[aria-label='Episodes'] li:first-child button");
      Waiting.await("another", () -> !browser.text(".picture figcaption").contains("0:36.0"));
      assertThat(browser.number("document.querySelector('.picture img').naturalWidth"))
          .isEqualTo(Images.WIDTH);
      browser.screenshot("stream-image-1600");
      assertThat(browser.errors()).isEmpty();
    }
  }
}
