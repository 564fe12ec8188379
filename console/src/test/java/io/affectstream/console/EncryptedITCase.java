package io.affectstream.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.affectstream.console.Api.Answer;
import io.affectstream.console.Api.Socket;
import io.affectstream.console.testing.Waiting;
import io.affectstream.ingest.testing.TestKafka;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console with a certificate. */
@Timeout(180)
class EncryptedITCase {

  private static final String PASSWORD = "a-password";
  private static final String TOKEN = "a-token";
  private static final List<String> STREAM = List.of("talk");

  @TempDir static Path folder;

  private static Path keystore;
  private static TestKafka kafka;
  private static TalkTopics topics;
  private static ConsoleServer server;

  @BeforeAll
  static void start() throws Exception {
    keystore = folder.resolve("console.p12");
    keytool();
    kafka = new TestKafka(Files.createDirectories(folder.resolve("kafka")));
    topics = TalkTopics.create(kafka.address(), "encrypted");
    topics.play(STREAM, 0, 100);
    server =
        ConsoleServer.start(topics.kafka(), Options.encrypted(keystore, PASSWORD, TOKEN), "test");
  }

  @AfterAll
  static void stop() {
    server.close();
    topics.close();
    kafka.close();
  }

  private static void keytool() throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(
        List.of("-genkeypair", "-alias", "console", "-keyalg", "EC", "-dname", "CN=localhost"));
    command.addAll(List.of("-ext", "san=ip:127.0.0.1,dns:localhost", "-validity", "2"));
    command.addAll(List.of("-storetype", "PKCS12", "-keystore", keystore.toString()));
    command.addAll(List.of("-storepass", PASSWORD));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(output).isZero();
  }

  /** A client that trusts the certificate. */
  private static HttpClient trusting() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("console", store.getCertificate("console"));
    TrustManagerFactory managers =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    managers.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, managers.getTrustManagers(), null);
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static String bearer() {
    return "Bearer " + TOKEN;
  }

  @Test
  void pageOperationsAndSocketAreEncrypted() throws Exception {
    assertThat(server.address().getScheme()).isEqualTo("https");
    Api api = new Api(server.address(), trusting());
    assertThat(api.get("/").response().body()).contains("<title>Affectstream</title>");
    assertThat(api.get("/api/v1/streams").code()).isEqualTo("UNAUTHORIZED");
    Waiting.await(
        "rows",
        () -> {
          try {
            return api.get("/api/v1/streams/talk", "Authorization", bearer())
                    .body()
                    .path("rows")
                    .asInt()
                == 100;
          } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    Socket socket = api.socket("Authorization", bearer());
    socket.subscribe(",\"streams\":[\"talk\"]");
    assertThat(socket.next().path("type").asText()).isEqualTo("WELCOME");
    topics.play(STREAM, 100, 110);
    List<JsonNode> records = new ArrayList<>();
    String unused = socket.records(10, records);
    assertThat(records).hasSizeGreaterThanOrEqualTo(10);
    socket.close();
  }

  @Test
  void theAsyncApiDocumentNamesTheEncryptedProtocol() throws Exception {
    Api api = new Api(server.address(), trusting());
    assertThat(api.get("/api/asyncapi.json").body().at("/servers/console/protocol").asText())
        .isEqualTo("wss");
  }

  @Test
  void theCookieOfThePageIsSentOverTlsOnly() throws Exception {
    Api api = new Api(server.address(), trusting());
    Answer answer =
        api.send(
            HttpRequest.newBuilder(server.address().resolve("/api/v1/session"))
                .header("Authorization", bearer())
                .POST(BodyPublishers.noBody())
                .build());
    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.response().headers().firstValue("Set-Cookie").orElse(""))
        .contains("Secure", "HttpOnly", "SameSite=Strict");
  }

  @Test
  void othersDoNotGetThrough() throws Exception {
    Api untrusting = new Api(server.address());
    assertThatThrownBy(() -> untrusting.get("/")).isInstanceOf(SSLHandshakeException.class);
    Api plain = new Api(URI.create("http://" + server.address().getAuthority() + "/"));
    assertThatThrownBy(() -> plain.get("/").status()).isInstanceOf(IOException.class);
  }

  @Test
  void aWrongPasswordAndAMissingFileAreReported() throws Exception {
    assertThatThrownBy(
            () ->
                ConsoleServer.start(
                    topics.kafka(), Options.encrypted(keystore, "wrong", TOKEN), "test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("--tls-password-file");
    Path missing = folder.resolve("missing.p12");
    assertThatThrownBy(
            () ->
                ConsoleServer.start(
                    topics.kafka(), Options.encrypted(missing, PASSWORD, TOKEN), "test"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("missing.p12");
  }
}
