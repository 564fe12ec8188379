package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.affectstream.console.Api.Answer;
import io.affectstream.console.Api.Socket;
import io.affectstream.console.testing.Waiting;
import io.affectstream.schemas.Severity;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The API on a real broker. */
@Timeout(180)
class ConsoleApiITCase {

  private static final long FRAMES = 1000;
  private static final List<String> STREAMS = TalkTopics.names(3);

  @TempDir static Path folder;

  private static ServedTalks talks;
  private static TalkTopics topics;
  private static ConsoleServer server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    talks =
        ServedTalks.start(
            folder,
            "api",
            Options.retaining(200),
            "test",
            content -> {
              content.announce(STREAMS);
              content.foreign();
              content.play(STREAMS, 0, FRAMES);
            });
    topics = talks.topics();
    server = talks.server();
    api = new Api(server.address());
    for (String stream : STREAMS) {
      Waiting.await(stream, () -> api.rows(stream) == FRAMES);
    }
  }

  @AfterAll
  static void stop() {
    talks.close();
  }

  @Test
  void streamsHaveStateCoverageAndBundle() throws Exception {
    Answer answer = api.get("/api/v1/streams");
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body().path("connected").asBoolean()).isTrue();
    assertThat(answer.body().path("streams").findValuesAsText("stream")).containsAll(STREAMS);
    JsonNode stream = api.get("/api/v1/streams/talk-1").body();
    assertThat(stream.path("phase").asText()).isEqualTo("OPEN");
    assertThat(stream.path("firstTime").asLong()).isZero();
    assertThat(stream.path("lastTime").asLong()).isEqualTo((FRAMES - 1) * Talk.INTERVAL);
    assertThat(stream.path("bundle").asText()).isEqualTo(Talk.BUNDLE);
    assertThat(stream.at("/coverage/voice").asDouble()).isEqualTo(0.95);
    assertThat(stream.at("/descriptor/frameRate").asDouble()).isEqualTo(25);
    assertThat(stream.path("strip").asText()).hasSize(60).startsWith(" ".repeat(20));
  }

  @Test
  void aSpanIsPagedFromMemoryAndFromTheTopicAlike() throws Exception {
    String span = "?since=%d&until=%d&limit=37";
    List<JsonNode> recent =
        api.items(
            "/api/v1/streams/talk-0/rows"
                + span.formatted(900 * Talk.INTERVAL, 950 * Talk.INTERVAL));
    List<JsonNode> old =
        api.items(
            "/api/v1/streams/talk-0/rows"
                + span.formatted(100 * Talk.INTERVAL, 200 * Talk.INTERVAL));
    assertThat(recent)
        .extracting(row -> row.path("frame").asLong())
        .containsExactlyElementsOf(LongStream.range(900, 950).boxed().toList());
    assertThat(old)
        .extracting(row -> row.path("frame").asLong())
        .containsExactlyElementsOf(LongStream.range(100, 200).boxed().toList());
    JsonNode row = old.get(0);
    assertThat(row.path("stream").asText()).isEqualTo("talk-0");
    assertThat(row.path("finality").asText()).isEqualTo("FINAL");
    assertThat(row.path("probabilities")).hasSize(8);
    assertThat(row.path("actionUnits")).hasSize(12);
    assertThat(row.path("smoothed").asText()).isEqualTo(new Talk("talk-0").expression(100).name());
    assertThat(api.items("/api/v1/streams/talk-0/rows?limit=5000")).hasSize((int) FRAMES);
  }

  @Test
  void wordsAndEventsAreThere() throws Exception {
    List<JsonNode> words = api.items("/api/v1/streams/talk-2/words?limit=20");
    assertThat(words).hasSize((int) Math.ceil(FRAMES / 16.0));
    assertThat(words.get(1).at("/words/0/text").asText()).isEqualTo("have");
    assertThat(words.get(1).path("time").asLong()).isEqualTo(16 * Talk.INTERVAL);
    List<JsonNode> events = api.items("/api/v1/streams/talk-2/events?since=0");
    assertThat(events.get(0).path("kind").asText()).isEqualTo("STREAM_OPENED");
    long expected =
        LongStream.range(0, FRAMES)
            .flatMap(f -> LongStream.of(new Talk("talk-2").events(f).size()))
            .sum();
    assertThat(events).hasSize((int) expected);
  }

  @Test
  void alertsPutAStreamFirstAndProvisionalRowsAreDeliveredBeforeFinalOnes() throws Exception {
    List<String> fresh = List.of("alarming");
    topics.play(fresh, 0, 100);
    Waiting.await("rows", () -> api.rows("alarming") == 100);
    Socket socket = api.socket();
    socket.subscribe(",\"streams\":[\"alarming\"]");
    assertThat(socket.next().path("type").asText()).isEqualTo("WELCOME");
    topics.provisional("alarming", 100, 103);
    List<JsonNode> records = new ArrayList<>();
    socket.records(3, records);
    topics.alert("alarming", 99, Severity.CRITICAL);
    topics.play(fresh, 100, 103);
    socket.records(7, records);
    socket.close();
    assertThat(records.subList(0, 3))
        .allMatch(record -> record.path("feed").asText().equals("LIVE"))
        .allMatch(record -> record.at("/row/finality").asText().equals("PROVISIONAL"));
    assertThat(records)
        .filteredOn(record -> record.at("/row/finality").asText().equals("FINAL"))
        .hasSize(3);
    JsonNode first = api.get("/api/v1/streams").body().at("/streams/0");
    assertThat(first.path("stream").asText()).isEqualTo("alarming");
    assertThat(first.at("/alert/severity").asText()).isEqualTo("CRITICAL");
    assertThat(first.path("provisionalTime").asLong()).isEqualTo(102 * Talk.INTERVAL);
    assertThat(first.path("rows").asLong()).isEqualTo(103);
    assertThat(api.items("/api/v1/streams/alarming/alerts?limit=5"))
        .extracting(alert -> alert.path("rule").asText())
        .containsExactly("angry customer");
  }

  @Test
  void errorsAreTyped() throws Exception {
    assertThat(api.get("/api/v1/streams/nobody").code()).isEqualTo("UNKNOWN_STREAM");
    assertThat(api.get("/api/v1/streams/nobody").status()).isEqualTo(404);
    assertThat(api.get("/api/v1/streams/nobody/rows").code()).isEqualTo("UNKNOWN_STREAM");
    assertThat(api.get("/api/v1/live?stream=nobody").code()).isEqualTo("UNKNOWN_STREAM");
    assertThat(api.get("/api/v1/streams/talk-0/rows?since=now").code()).isEqualTo("BAD_PARAMETER");
    assertThat(api.get("/api/v1/streams/talk-0/rows?limit=99999").code())
        .isEqualTo("BAD_PARAMETER");
    assertThat(api.get("/api/v1/records?from=x").code()).isEqualTo("BAD_POSITION");
    assertThat(api.get("/api/v1/live?position=f0-99999999999999999999").code())
        .isEqualTo("BAD_POSITION");
    assertThat(api.get("/api/v1/nothing").code()).isEqualTo("UNKNOWN_PATH");
    assertThat(
            api.send(
                    HttpRequest.newBuilder(server.address().resolve("/api/v1/streams"))
                        .DELETE()
                        .build())
                .code())
        .isEqualTo("UNKNOWN_METHOD");
    assertThat(api.get("/api/v1", "Origin", "http://elsewhere.example").code())
        .isEqualTo("FOREIGN_ORIGIN");
    assertThat(api.get("/../../etc/passwd").status()).isGreaterThanOrEqualTo(400);
  }

  @Test
  void aSocketDeliversWhatIsWrittenAfterTheSubscriptionAndResumes() throws Exception {
    List<String> fresh = List.of("resumed");
    topics.play(fresh, 0, 10);
    Waiting.await("resumed", () -> api.rows("resumed") == 10);
    Socket first = api.socket();
    first.subscribe(",\"streams\":[\"resumed\"]");
    JsonNode welcome = first.next();
    assertThat(welcome.path("type").asText()).isEqualTo("WELCOME");
    topics.play(fresh, 10, 60);
    List<JsonNode> records = new ArrayList<>();
    String position = first.records(50 + 3, records);
    first.close();

    topics.play(fresh, 60, 90);
    Socket second = api.socket();
    second.subscribe(",\"streams\":[\"resumed\"],\"position\":\"" + position + "\"");
    second.records(50 + 3 + 30 + 2, records);
    second.close();
    assertThat(records.stream().filter(r -> r.has("row")).map(r -> r.at("/row/frame").asLong()))
        .containsExactlyElementsOf(LongStream.range(10, 90).boxed().toList());
  }

  @Test
  void serverSentEventsResumeByTheirId() throws Exception {
    List<String> fresh = List.of("events");
    topics.play(fresh, 0, 5);
    Waiting.await("events", () -> api.rows("events") == 5);
    HttpClient http = HttpClient.newHttpClient();
    URI address = server.address().resolve("/api/v1/live?stream=events");
    String id;
    try (InputStream in =
        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofInputStream()).body()) {
      EventLines lines = new EventLines(in);
      assertThat(lines.next().path("type").asText()).isEqualTo("WELCOME");
      topics.play(fresh, 5, 8);
      assertThat(lines.next().at("/records/0/row/frame").asLong()).isEqualTo(5);
      id = lines.id();
    }

    topics.play(fresh, 8, 20);
    try (InputStream in =
        http.send(
                HttpRequest.newBuilder(address).header("Last-Event-ID", id).build(),
                BodyHandlers.ofInputStream())
            .body()) {
      EventLines lines = new EventLines(in);
      List<Long> frames = new ArrayList<>();
      while (!frames.contains(19L)) {
        lines
            .next()
            .path("records")
            .forEach(
                r -> {
                  if (r.has("row")) {
                    frames.add(r.at("/row/frame").asLong());
                  }
                });
      }
      assertThat(frames).doesNotHaveDuplicates().endsWith(18L, 19L);
      assertThat(frames.get(0)).isLessThanOrEqualTo(8L).isGreaterThan(5L);
    }
  }

  @Test
  void aPositionThatMemoryDoesNotReachGivesAGapWhichCanBeFetched() throws Exception {
    // a server with a short history, and a position from before it
    String old = "f0-0.1-0_e0-0.1-0_t0-0.1-0";
    try (ConsoleServer late =
        ConsoleServer.start(topics.kafka(), Options.withoutHistory(), "test")) {
      Api lateApi = new Api(late.address());
      Waiting.await(
          "descriptors",
          () -> {
            try {
              return lateApi.get("/api/v1/streams").body().path("streams").size() >= 3;
            } catch (Exception e) {
              throw new IllegalStateException(e);
            }
          });
      Socket socket = lateApi.socket();
      socket.subscribe(",\"position\":\"" + old + "\"");
      assertThat(socket.next().path("type").asText()).isEqualTo("WELCOME");
      JsonNode gap = socket.next();
      assertThat(gap.path("type").asText()).isEqualTo("GAP");
      assertThat(gap.path("from").asText()).isEqualTo(old);
      String from = gap.path("from").asText();
      String to = gap.path("position").asText();
      List<Long> frames = new ArrayList<>();
      boolean complete = false;
      while (!complete) {
        JsonNode page =
            lateApi
                .get("/api/v1/records?stream=talk-1&limit=300&from=" + from + "&to=" + to)
                .body();
        page.path("records")
            .forEach(
                record -> {
                  if (record.has("row")) {
                    frames.add(record.at("/row/frame").asLong());
                  }
                });
        from = page.path("position").asText();
        complete = page.path("complete").asBoolean();
      }
      assertThat(frames).containsExactlyElementsOf(LongStream.range(0, FRAMES).boxed().toList());
      socket.close();
    }
  }
}
