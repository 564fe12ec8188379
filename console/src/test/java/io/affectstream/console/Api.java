package io.affectstream.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the console's API. */
final class Api {

  static final ObjectMapper JSON = new ObjectMapper();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final HttpClient http;
  private final URI address;

  Api(URI address) {
    this(address, HttpClient.newHttpClient());
  }

  /** With a client that trusts the server's certificate. */
  Api(URI address, HttpClient http) {
    this.address = address;
    this.http = http;
  }

  /** An answer. */
  record Answer(int status, JsonNode body, HttpResponse<String> response) {

    String code() {
      return body.path("code").asText();
    }
  }

  Answer get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  Answer send(HttpRequest request) throws IOException, InterruptedException {
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    boolean json =
        response.headers().firstValue("Content-Type").orElse("").startsWith("application/json");
    return new Answer(
        response.statusCode(),
        json ? JSON.readTree(response.body()) : JSON.missingNode(),
        response);
  }

  /** All pages of a span. */
  List<JsonNode> items(String path) throws IOException, InterruptedException {
    List<JsonNode> items = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = get(path + cursor).body();
      page.path("items").forEach(items::add);
      cursor = page.has("next") ? "&cursor=" + page.path("next").asText() : "";
    } while (!cursor.isEmpty());
    return items;
  }

  /** Rows of a stream that the console has read. */
  long rows(String stream) {
    try {
      return get("/api/v1/streams/" + stream).body().path("rows").asLong();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens the WebSocket. */
  Socket socket(String... headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    Socket socket = new Socket();
    socket.connection =
        builder
            .buildAsync(
                URI.create(
                    (address.getScheme().equals("https") ? "wss://" : "ws://")
                        + address.getAuthority()
                        + "/api/v1/socket"),
                socket)
            .join();
    return socket;
  }

  /** A WebSocket with the messages that it received, without heartbeats. */
  static final class Socket implements WebSocket.Listener {

    private static final int ABNORMAL = 1006;

    private final BlockingQueue<JsonNode> messages = new LinkedBlockingQueue<>();
    private final StringBuilder partial = new StringBuilder();
    private WebSocket connection;
    private volatile int closed = -1;

    void send(String text) {
      connection.sendText(text, true).join();
    }

    void subscribe(String rest) {
      send("{\"type\":\"SUBSCRIBE\"" + rest + "}");
    }

    /** The next message; fails if there is none. */
    JsonNode next() throws InterruptedException {
      JsonNode message = messages.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (message == null) {
        throw new AssertionError("no message within " + PATIENCE);
      }
      return message;
    }

    /** Adds records up to that many, and returns the position after them. */
    String records(int count, List<JsonNode> found) throws InterruptedException {
      String position = "";
      while (found.size() < count) {
        JsonNode message = next();
        message.path("records").forEach(found::add);
        position = message.path("position").asText(position);
      }
      return position;
    }

    int closed() {
      return closed;
    }

    void abort() {
      connection.abort();
    }

    void close() {
      connection.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      partial.append(data);
      if (last) {
        try {
          JsonNode message = JSON.readTree(partial.toString());
          if (!message.path("type").asText().equals("HEARTBEAT")) {
            messages.add(message);
          }
        } catch (IOException e) {
          throw new IllegalStateException(e);
        }
        partial.setLength(0);
      }
      socket.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
      closed = status;
      return null;
    }

    /**
     * The server has closed while the client was sending: no close frame arrives (RFC 6455, 7.1.5).
     */
    @Override
    public void onError(WebSocket socket, Throwable error) {
      closed = ABNORMAL;
    }
  }
}
