package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.testing.TestKafka;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that npm generators make of the server's documents work with the server. */
@Timeout(180)
class ClientITCase {

  private static final List<String> STREAM = List.of("talk");

  @TempDir Path folder;

  private interface Client {
    void use(ConsoleServer server, TalkTopics topics) throws Exception;
  }

  private void serve(Client client) throws Exception {
    try (TestKafka kafka = new TestKafka(Files.createDirectories(folder.resolve("kafka")));
        TalkTopics topics = TalkTopics.create(kafka.address(), "client")) {
      topics.play(STREAM, 0, 450);
      try (ConsoleServer server =
          ConsoleServer.start(topics.kafka(), Options.retaining(300), "0.1.0")) {
        Api api = new Api(server.address());
        Waiting.await("rows", () -> api.rows("talk") == 450);
        client.use(server, topics);
      }
    }
  }

  @Test
  void aClientOfTheOpenApiDocumentReadsAllPagesAndGetsTypedErrors() throws Exception {
    NodePackages node =
        NodePackages.in(folder, List.of("openapi-typescript", "openapi-fetch", "typescript"));
    serve(
        (server, topics) -> {
          String address = server.address().toString();
          String document = address + "api/openapi.json";
          String unused =
              node.run(
                  "node_modules/openapi-typescript/bin/cli.js", document, "-o", "console.d.ts");
          node.compile("client.ts");
          String origin = address.substring(0, address.length() - 1);
          JsonNode printed = Api.JSON.readTree(node.run("client.js", origin, "talk"));
          assertThat(printed.path("phase").asText()).isEqualTo("OPEN");
          assertThat(printed.path("rows").asInt()).isEqualTo(450);
          assertThat(printed.path("last").asInt()).isEqualTo(449);
          assertThat(printed.path("code").asText()).isEqualTo("UNKNOWN_STREAM");
          assertThat(printed.path("probability").asDouble()).isBetween(0.0, 1.0);
        });
  }

  /** The parser of the AsyncAPI initiative validates the document and its Modelina makes types. */
  @Test
  void aClientOfTheAsyncApiDocumentSubscribesResumesAndGetsTypedErrors() throws Exception {
    NodePackages node =
        NodePackages.in(
            folder,
            List.of("@asyncapi/parser", "@asyncapi/modelina", "typescript", "ws", "@types/ws"));
    serve(
        (server, topics) -> {
          node.copy("messages.mjs");
          String unused =
              node.run("messages.mjs", server.address() + "api/asyncapi.json", "messages.ts");
          node.compile("subscriber.ts");
          Process client = node.start("subscriber.js", "talk", "100");
          try (BufferedReader printed = client.inputReader(StandardCharsets.UTF_8)) {
            assertThat(printed.readLine()).isEqualTo("subscribed");
            topics.play(STREAM, 450, 500);
            assertThat(printed.readLine()).isEqualTo("half");
            topics.play(STREAM, 500, 550);
            JsonNode found = Api.JSON.readTree(rest(printed));
            assertThat(found.path("rows")).extracting(JsonNode::asInt).isEqualTo(frames(450, 550));
            assertThat(found.path("resumed"))
                .extracting(JsonNode::asInt)
                .isEqualTo(frames(500, 550));
            assertThat(found.path("code").asText()).isEqualTo("BAD_POSITION");
          } finally {
            client.destroy();
          }
          assertThat(client.waitFor()).isZero();
        });
  }

  private static List<Integer> frames(int from, int until) {
    return IntStream.range(from, until).boxed().toList();
  }

  private static String rest(BufferedReader in) throws IOException {
    return String.join("\n", in.lines().toList());
  }
}
