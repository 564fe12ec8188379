package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.app.embedded.EmbeddedKafka;
import io.affectstream.app.embedded.FreePorts;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.demo.DemoClip;
import io.affectstream.ingest.demo.DemoScript;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code analyze --watch} and {@code run --console}: the page during a run. */
@Timeout(300)
class WatchedITCase {

  @TempDir static Path folder;

  private static Path clip;

  private final int port = FreePorts.find(1)[0];
  private final HttpClient http = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws Exception {
    DemoScript script = new DemoScript(DemoScript.STANDARD.segments().subList(0, 2));
    clip = DemoClip.write(folder.resolve("clip"), script).video();
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    URI address = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    return new ObjectMapper()
        .readTree(
            http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString()).body());
  }

  /** Rows of the stream that the page shows; 0 before the server listens. */
  private long rows() {
    try {
      return get("/api/v1/streams/demo").path("rows").asLong();
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void analyzeServesThePageUntilItIsDone() throws Exception {
    CompletableFuture<Affect> analysis =
        CompletableFuture.supplyAsync(
            () ->
                Affect.run(
                    "analyze",
                    clip.toString(),
                    "--watch",
                    "--port=" + port,
                    "--speed=1",
                    "-o",
                    folder.resolve("watched").toString()));
    Waiting.await("rows", () -> rows() > 0 || analysis.isDone());
    assertThat(analysis.isDone()).as("shown during the analysis").isFalse();
    Affect done = analysis.get();
    assertThat(done.code()).as(done.err()).isZero();
    assertThat(done.err()).contains("console: http://127.0.0.1:" + port);
    assertThatThrownBy(() -> get("/healthz")).isInstanceOf(ConnectException.class);
  }

  @Test
  void anAnalysisWhosePortIsTakenSaysSo() throws Exception {
    try (ServerSocket taken = new ServerSocket(port)) {
      Affect analysis =
          Affect.run(
              "analyze",
              clip.toString(),
              "--watch",
              "--port=" + taken.getLocalPort(),
              "-o",
              folder.resolve("taken").toString());
      assertThat(analysis.code()).isEqualTo(1);
      assertThat(analysis.err()).contains("choose another port with --port");
    }
  }

  @Test
  void runServesThePageOfItsTopics() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"))) {
      String broker = "--bootstrap-servers=" + kafka.bootstrapServers();
      Affect created = Affect.run("topics", "create", broker);
      assertThat(created.code()).as(created.err()).isZero();
      FutureTask<Affect> run =
          new FutureTask<>(
              () ->
                  Affect.run(
                      "run",
                      broker,
                      "--console",
                      "--port=" + port,
                      "--work=" + folder.resolve("work")));
      Thread thread = new Thread(run, "run");
      thread.start();
      Affect fed = Affect.run("ingest", broker, clip.toString());
      assertThat(fed.code()).as(fed.err()).isZero();
      Waiting.await("rows", () -> rows() > 0);
      Waiting.await("the end", () -> closed());
      thread.interrupt();
      Affect stopped = run.get();
      assertThat(stopped.err()).contains("console: http://127.0.0.1:" + port);
      assertThatThrownBy(() -> get("/healthz")).isInstanceOf(ConnectException.class);
    }
  }

  private boolean closed() {
    try {
      return get("/api/v1/streams/demo").path("phase").asText().equals("CLOSED");
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
