package io.affectstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.schemas.wire.SchemaSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * Client of a schema registry with Confluent's API. Does not cache: callers keep the results.
 * Thread-safe.
 */
public final class SchemaRegistry implements SchemaSource {

  private static final String TYPE = "application/vnd.schemaregistry.v1+json";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final RegistryAddress address;
  private final HttpClient http;

  /** A client; connects at the first call. */
  public SchemaRegistry(RegistryAddress address) {
    this.address = address;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
  }

  /**
   * Id of a schema under a subject. Registers it if the subject lacks it; only this needs write
   * access.
   *
   * @throws RegistryException if the registry does not respond, or refuses the user or the schema
   */
  public int register(String subject, Schema schema) throws IOException {
    String body = JSON.createObjectNode().put("schema", PortableSchema.text(schema)).toString();
    String path = "/subjects/" + URLEncoder.encode(subject, StandardCharsets.UTF_8);
    HttpResponse<String> found = send(path, Optional.of(body));
    if (found.statusCode() == 404) {
      found = send(path + "/versions", Optional.of(body));
    }
    if (found.statusCode() == 409) {
      throw new RegistryException(
          "schema registry %s: subject %s refuses the schema %s as incompatible with what it has: %s; readers would fail: use another topic prefix, or change the subject's compatibility"
              .formatted(address.url(), subject, schema.getName(), message(found)));
    }
    require(found, "subject " + subject);
    return json(found).path("id").asInt();
  }

  @Override
  public Optional<Schema> schema(int id) throws IOException {
    HttpResponse<String> found = send("/schemas/ids/" + id, Optional.empty());
    if (found.statusCode() == 404) {
      return Optional.empty();
    }
    require(found, "schema " + id);
    JsonNode answer = json(found);
    if (!answer.path("schemaType").asText("AVRO").equals("AVRO")) {
      return Optional.empty();
    }
    try {
      return Optional.of(new Schema.Parser().parse(answer.path("schema").asText()));
    } catch (SchemaParseException e) {
      return Optional.empty(); // not the id of an Avro schema
    }
  }

  private HttpResponse<String> send(String path, Optional<String> body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address.url() + path))
            .timeout(PATIENCE)
            .header("Accept", TYPE + ", application/json");
    address.authorization().ifPresent(value -> request.header("Authorization", value));
    body.ifPresent(
        text -> request.header("Content-Type", TYPE).POST(BodyPublishers.ofString(text)));
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (IOException)
          new InterruptedIOException("interrupted while asking the registry").initCause(e);
    } catch (IOException e) {
      throw new RegistryException(
          "schema registry %s does not answer: %s; is it running, and is this its address?"
              .formatted(address.url(), reason(e)),
          e);
    }
  }

  private static String reason(IOException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    if (root.getMessage() != null) {
      return root.getMessage();
    }
    return failure instanceof ConnectException ? "no connection" : root.toString();
  }

  private void require(HttpResponse<String> answer, String what) throws RegistryException {
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new RegistryException(
          "schema registry %s: %s: the user is refused (HTTP %d); check basic.auth.user.info in kafka.config-file and the rights of the user"
              .formatted(address.url(), what, status));
    }
    if (status != 200) {
      throw new RegistryException(
          "schema registry %s: %s: HTTP %d: %s; expected Confluent's API there, e.g. http://registry:8081 or, for Apicurio, http://registry:8080/apis/ccompat/v7"
              .formatted(address.url(), what, status, message(answer)));
    }
  }

  private JsonNode json(HttpResponse<String> answer) throws RegistryException {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new RegistryException(
          "schema registry %s: expected JSON, found '%s'; expected Confluent's API there"
              .formatted(address.url(), head(answer.body())),
          e);
    }
  }

  private static String message(HttpResponse<String> answer) {
    try {
      String message = JSON.readTree(answer.body()).path("message").asText();
      return message.isEmpty() ? head(answer.body()) : message;
    } catch (JsonProcessingException e) {
      return head(answer.body());
    }
  }

  private static String head(String body) {
    String line = body.lines().findFirst().orElse("no text");
    return line.length() > 200 ? line.substring(0, 200) + "..." : line;
  }
}
