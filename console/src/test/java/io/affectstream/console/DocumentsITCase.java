package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import io.affectstream.console.Api.Socket;
import io.affectstream.console.api.Operation;
import io.affectstream.console.testing.Waiting;
import io.affectstream.schemas.Severity;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the server answers is what its OpenAPI and AsyncAPI documents describe. */
@Timeout(180)
class DocumentsITCase {

  private static final List<String> STREAMS = List.of("described");

  @TempDir static Path folder;

  private static ServedTalks talks;
  private static ConsoleServer server;
  private static Api api;

  @BeforeAll
  static void start() throws Exception {
    talks =
        ServedTalks.start(
            folder,
            "documents",
            Options.retaining(2000),
            "0.1.0",
            content -> {
              content.announce(STREAMS);
              content.play(STREAMS, 0, 750);
              content.alert("described", 700, Severity.WARNING);
              content.provisional("described", 750, 760);
              content.close(STREAMS, 750);
            });
    server = talks.server();
    api = new Api(server.address());
    Waiting.await("rows", () -> api.rows("described") == 750);
  }

  @AfterAll
  static void stop() {
    talks.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1, /api/v1",
    "/api/v1/streams, /api/v1/streams",
    "/api/v1/streams/{stream}, /api/v1/streams/described",
    "/api/v1/streams/{stream}/rows, /api/v1/streams/described/rows?limit=2000",
    "/api/v1/streams/{stream}/words, /api/v1/streams/described/words",
    "/api/v1/streams/{stream}/events, /api/v1/streams/described/events",
    "/api/v1/streams/{stream}/alerts, /api/v1/streams/described/alerts",
    "/api/v1/records, /api/v1/records?limit=2000",
    "/healthz, /healthz"
  })
  void answersMatchTheirSchemas(String path, String request) throws Exception {
    JsonNode document = api.get("/api/openapi.json").body();
    String place =
        "/paths/%s/get/responses/200/content/application~1json/schema"
            .formatted(path.replace("/", "~1"));
    JsonNode answer = api.get(request).body();
    assertThat(answer.size()).isPositive();
    assertThat(problems(document, document.at(place), answer)).isEmpty();
  }

  @Test
  void errorsMatchTheirSchema() throws Exception {
    JsonNode document = api.get("/api/openapi.json").body();
    JsonNode schema =
        document.at(
            "/paths/~1api~1v1~1streams/get/responses/default/content/application~1json/schema");
    assertThat(problems(document, schema, api.get("/api/v1/streams/nobody").body())).isEmpty();
    assertThat(problems(document, schema, api.get("/api/v1/streams").body())).isNotEmpty();
  }

  @Test
  void everyOperationIsDescribed() throws Exception {
    JsonNode document = api.get("/api/openapi.json").body();
    assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
    List<String> ids = new ArrayList<>();
    document
        .path("paths")
        .forEach(path -> path.forEach(method -> ids.add(method.path("operationId").asText())));
    assertThat(ids).hasSize(Operation.values().length).doesNotHaveDuplicates();
    assertThat(Arrays.stream(Operation.values()).map(o -> o.name().charAt(0)))
        .allMatch(
            letter ->
                ids.stream()
                    .anyMatch(id -> id.startsWith(letter.toString().toLowerCase(Locale.ROOT))));
  }

  @Test
  void liveMessagesMatchTheirSchema() throws Exception {
    JsonNode document = api.get("/api/asyncapi.json").body();
    assertThat(document.path("asyncapi").asText()).isEqualTo("3.0.0");
    JsonNode schema = document.at("/components/messages/LiveMessage/payload");
    Socket socket = api.socket();
    socket.subscribe(",\"position\":\"f0-0.1-0_e0-0.1-0_t0-0.1-0\"");
    for (int i = 0; i < 3; i++) {
      assertThat(problems(document, schema, socket.next())).isEmpty();
    }
    socket.send("nonsense");
    JsonNode error = socket.next();
    while (error.path("type").asText().equals("RECORDS")) {
      error = socket.next();
    }
    assertThat(problems(document, schema, error)).isEmpty();
    JsonNode subscribe = Api.JSON.readTree("{\"type\":\"SUBSCRIBE\",\"streams\":[\"a\"]}");
    assertThat(problems(document, document.at("/components/messages/Subscribe/payload"), subscribe))
        .isEmpty();
  }

  @Test
  void serverSentEventsMatchTheirSchema() throws Exception {
    JsonNode document = api.get("/api/openapi.json").body();
    JsonNode schema =
        document.at("/paths/~1api~1v1~1live/get/responses/200/content/text~1event-stream/schema");
    HttpRequest request =
        HttpRequest.newBuilder(
                server.address().resolve("/api/v1/live?position=f0-0.1-0_e0-0.1-0_t0-0.1-0"))
            .build();
    try (InputStream in =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream()).body()) {
      EventLines lines = new EventLines(in);
      assertThat(problems(document, schema, lines.next())).isEmpty();
      assertThat(problems(document, schema, lines.next())).isEmpty();
    }
  }

  /** Validates with the schemas of the document. */
  private static List<String> problems(JsonNode document, JsonNode schema, JsonNode value) {
    assertThat(schema.isMissingNode()).isFalse();
    ObjectNode root = Api.JSON.createObjectNode();
    root.set("components", document.path("components"));
    root.setAll((ObjectNode) schema);
    JsonSchema validator = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
    return validator.validate(value).stream().map(Object::toString).toList();
  }
}
