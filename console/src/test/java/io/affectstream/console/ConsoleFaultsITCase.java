package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.affectstream.console.Api.Socket;
import io.affectstream.console.testing.Waiting;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are wrong, many, slow or gone. */
@Timeout(180)
class ConsoleFaultsITCase {

  private static final String TOKEN = "3f1c0a9e";
  private static final List<String> STREAMS = TalkTopics.names(2);

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
            "faults",
            Options.retaining(100),
            "test",
            content -> content.play(STREAMS, 0, 50));
    topics = talks.topics();
    server = talks.server();
    api = new Api(server.address());
    Waiting.await("rows", () -> api.rows("talk-1") == 50);
  }

  @AfterAll
  static void stop() {
    talks.close();
  }

  @Test
  void badMessagesAreAnsweredWithTypedErrors() throws Exception {
    assertThat(errorOf("hello")).isEqualTo("MALFORMED_SUBSCRIPTION");
    assertThat(errorOf("{\"type\":\"SUBSCRIBE\",\"unknown\":1}"))
        .isEqualTo("MALFORMED_SUBSCRIPTION");
    assertThat(errorOf("{}")).isEqualTo("MALFORMED_SUBSCRIPTION");
    assertThat(errorOf("{\"type\":\"SUBSCRIBE\",\"streams\":[null]}"))
        .isEqualTo("MALFORMED_SUBSCRIPTION");
    assertThat(errorOf("{\"type\":\"SUBSCRIBE\",\"streams\":[\"nobody\"]}"))
        .isEqualTo("UNKNOWN_STREAM");
    assertThat(errorOf("{\"type\":\"SUBSCRIBE\",\"position\":\"z\"}")).isEqualTo("BAD_POSITION");
    assertThat(errorOf("x".repeat(100_000))).isEqualTo("MESSAGE_TOO_LARGE");
  }

  private static String errorOf(String message) throws InterruptedException {
    Socket socket = api.socket();
    socket.send(message);
    JsonNode answer = socket.next();
    assertThat(answer.path("type").asText()).isEqualTo("ERROR");
    Waiting.await("closed", () -> socket.closed() > 0);
    return answer.at("/error/code").asText();
  }

  @Test
  void aHugeMessageEndsOnlyItsOwnConnection() throws Exception {
    Socket socket = api.socket();
    try {
      socket.send("x".repeat(4 << 20));
    } catch (RuntimeException e) {
      // the server may close before it is sent
    }
    Waiting.await("closed", () -> socket.closed() == 1009 || socket.closed() == 1006);
    assertThat(api.get("/api/v1").status()).isEqualTo(200);
  }

  @Test
  void otherAddressesThanLoopbackRequireAToken() {
    assertThatThrownBy(
            () -> ConsoleServer.start(topics.kafka(), Options.boundTo("0.0.0.0"), "test"))
        .hasMessageContaining("expected a token because 0.0.0.0 is not the loopback address")
        .hasMessageContaining("--token-file");
  }

  @Test
  void aServerWithATokenAnswersOnlyWhoHasIt() throws Exception {
    try (ConsoleServer closed =
        ConsoleServer.start(topics.kafka(), Options.withToken(TOKEN), "test")) {
      Api client = new Api(closed.address());
      assertThat(client.get("/").status()).isEqualTo(200);
      assertThat(client.get("/healthz").status()).isEqualTo(200);
      assertThat(client.get("/api/v1/streams").code()).isEqualTo("UNAUTHORIZED");
      assertThat(client.get("/api/v1/live").code()).isEqualTo("UNAUTHORIZED");
      assertThat(client.get("/api/v1", "Authorization", "Bearer wrong").status()).isEqualTo(401);
      assertThat(client.get("/api/v1", "Authorization", "Bearer " + TOKEN).status()).isEqualTo(200);
      assertThatThrownBy(client::socket).hasStackTraceContaining("401");
      HttpRequest logIn =
          HttpRequest.newBuilder(closed.address().resolve("/api/v1/session"))
              .header("Authorization", "Bearer " + TOKEN)
              .POST(HttpRequest.BodyPublishers.noBody())
              .build();
      String cookie =
          client.send(logIn).response().headers().firstValue("Set-Cookie").orElseThrow();
      assertThat(cookie).contains("HttpOnly", "SameSite=Strict");
      String pair = cookie.substring(0, cookie.indexOf(';'));
      assertThat(client.get("/api/v1/streams", "Cookie", pair).status()).isEqualTo(200);
      Socket socket = client.socket("Cookie", pair);
      socket.subscribe("");
      assertThat(socket.next().path("type").asText()).isEqualTo("WELCOME");
      socket.close();
    }
  }

  @Test
  void twoHundredIdleClientsAndFiftyThatVanishLeaveNoThread() throws Exception {
    int before = Thread.activeCount();
    List<Socket> idle = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Socket socket = api.socket();
      socket.subscribe("");
      idle.add(socket);
    }
    for (Socket socket : idle) {
      assertThat(socket.next().path("type").asText()).isEqualTo("WELCOME");
    }
    assertThat(server.clients()).isEqualTo(200);
    assertThat(serverThreads()).isLessThanOrEqualTo(50);
    for (int i = 0; i < 50; i++) {
      Socket socket = api.socket();
      socket.subscribe("");
      socket.abort();
    }
    topics.play(STREAMS, 50, 60);
    for (Socket socket : idle) {
      assertThat(socket.next().path("type").asText()).isEqualTo("RECORDS");
    }
    Waiting.await("those that vanished", () -> server.clients() == 200);
    for (int i = 200; i < 256; i++) {
      idle.add(api.socket());
    }
    Waiting.await("the limit", () -> server.clients() == 256);
    assertThat(api.socket().next().at("/error/code").asText()).isEqualTo("TOO_MANY_CLIENTS");
    assertThat(api.get("/api/v1/live").code()).isEqualTo("TOO_MANY_CLIENTS");
    idle.forEach(Socket::close);
    Waiting.await("all closed", () -> server.clients() == 0);
    assertThat(Thread.activeCount()).isLessThan(before + 60);
  }

  private static long serverThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("console-"))
        .count();
  }

  @Test
  void closingTheServerEndsItsThreads() throws Exception {
    long before = serverThreads();
    ConsoleServer other = ConsoleServer.start(topics.kafka(), Options.retaining(10), "test");
    Api client = new Api(other.address());
    Socket socket = client.socket();
    socket.subscribe("");
    socket.next();
    CompletableFuture<HttpResponse<InputStream>> events =
        HttpClient.newHttpClient()
            .sendAsync(
                HttpRequest.newBuilder(other.address().resolve("/api/v1/live")).build(),
                BodyHandlers.ofInputStream());
    Waiting.await("both clients", () -> other.clients() == 2);
    other.close();
    assertThat(events.join().statusCode()).isEqualTo(200);
    Waiting.await("threads to end", () -> serverThreads() <= before);
  }
}
