package io.affectstream.console.document;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.console.api.LiveMessage;
import io.affectstream.console.api.Subscribe;
import java.util.List;

/** The AsyncAPI 3 document of the WebSocket. */
public final class AsyncApiDocument {

  /** Path of the WebSocket. */
  public static final String PATH = "/api/v1/socket";

  private static final List<Class<?>> MESSAGES = List.of(Subscribe.class, LiveMessage.class);

  private AsyncApiDocument() {}

  /**
   * Makes the document.
   *
   * @param version of the product
   * @param host host and port by which the client reached the server
   * @param encrypted whether the server serves TLS
   */
  public static ObjectNode of(String version, String host, boolean encrypted) {
    Schemas schemas = new Schemas();
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("asyncapi", "3.0.0");
    document
        .putObject("info")
        .put("title", "Affectstream console")
        .put("version", version)
        .put("description", "Live rows, words and events of streams.")
        .putObject("license")
        .put("name", "Apache-2.0");
    document
        .putObject("servers")
        .putObject("console")
        .put("host", host)
        .put("protocol", encrypted ? "wss" : "ws");
    ObjectNode channel = document.putObject("channels").putObject("live");
    channel.put("address", PATH);
    channel.put("description", "After each SUBSCRIBE the records of those streams.");
    ObjectNode messages = channel.putObject("messages");
    ObjectNode components = JsonNodeFactory.instance.objectNode();
    ObjectNode componentMessages = components.putObject("messages");
    for (Class<?> message : MESSAGES) {
      messages
          .putObject(message.getSimpleName())
          .put("$ref", "#/components/messages/" + message.getSimpleName());
      ObjectNode definition = componentMessages.putObject(message.getSimpleName());
      definition.put("contentType", "application/json");
      definition.set("payload", schemas.reference(message));
    }
    ObjectNode operations = document.putObject("operations");
    operation(operations.putObject("subscribe"), "receive", Subscribe.class);
    operation(operations.putObject("deliver"), "send", LiveMessage.class);
    components.set("schemas", schemas.all());
    document.set("components", components);
    return document;
  }

  /** Actions are those of the server. */
  private static void operation(ObjectNode operation, String action, Class<?> message) {
    operation.put("action", action);
    operation.putObject("channel").put("$ref", "#/channels/live");
    operation
        .putArray("messages")
        .addObject()
        .put("$ref", "#/channels/live/messages/" + message.getSimpleName());
  }
}
