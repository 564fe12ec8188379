package io.affectstream.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.affectstream.schemas.AffectEvent;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests of the client and its handling of responses, over HTTP. */
class SchemaRegistryTest {

  private static final Schema SCHEMA = AffectEvent.getClassSchema();

  @TempDir Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private String url;
  private int status = 200;
  private String answer = "{\"id\": 12}";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.add(
              "%s %s %s"
                  .formatted(
                      exchange.getRequestMethod(),
                      exchange.getRequestURI(),
                      exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.getRequestBody().readAllBytes();
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    url = "http://127.0.0.1:" + server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void thePasswordIsReadFromItsFileAndSentWithEachCall() throws Exception {
    Path secrets =
        Files.writeString(folder.resolve("client.properties"), "basic.auth.user.info=ann:s3cret\n");
    RegistryAddress address = new RegistryAddress(url + "/", secrets.toString());
    assertThat(new SchemaRegistry(address).register("affect.events-value", SCHEMA)).isEqualTo(12);
    assertThat(asked).containsExactly("POST /subjects/affect.events-value Basic YW5uOnMzY3JldA==");
    assertThat(address.toString()).doesNotContain("s3cret");
  }

  @Test
  void aRefusedUserIsSaidWithoutThePassword() throws Exception {
    status = 401;
    Path secrets =
        Files.writeString(folder.resolve("client.properties"), "basic.auth.user.info=ann:s3cret\n");
    SchemaRegistry registry = new SchemaRegistry(new RegistryAddress(url, secrets.toString()));
    assertThatThrownBy(() -> registry.register("t-value", SCHEMA))
        .hasMessage(
            "schema registry %s: subject t-value: the user is refused (HTTP 401); check basic.auth.user.info in kafka.config-file and the rights of the user"
                .formatted(url));
  }

  @Test
  void anAnswerThatIsNoRegistrysNamesTheAddressToGive() {
    answer = "<html>welcome</html>";
    SchemaRegistry registry = new SchemaRegistry(new RegistryAddress(url, ""));
    assertThatThrownBy(() -> registry.register("t-value", SCHEMA))
        .hasMessageContaining("expected JSON, found '<html>welcome</html>'");
    status = 404;
    assertThatThrownBy(() -> registry.register("t-value", SCHEMA))
        .hasMessageContaining("HTTP 404: <html>welcome</html>")
        .hasMessageContaining("for Apicurio, http://registry:8080/apis/ccompat/v7");
  }

  @Test
  void whatIsRegisteredIsTheSameSchemaWithoutTheMarksOfJava() {
    String text = PortableSchema.text(SCHEMA);
    assertThat(text).doesNotContain("avro.java").contains("\"doc\"");
    assertThat(SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(text)))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(SCHEMA));
  }
}
