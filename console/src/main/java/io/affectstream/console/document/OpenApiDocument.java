package io.affectstream.console.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.console.api.ApiError;
import io.affectstream.console.api.ErrorCode;
import io.affectstream.console.api.Operation;
import io.affectstream.console.api.Parameter;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The OpenAPI 3.1 document of the HTTP operations. */
public final class OpenApiDocument {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Schemas schemas = new Schemas();

  private OpenApiDocument() {}

  /** Makes the document; {@code version} is the one of the product. */
  public static ObjectNode of(String version) {
    return new OpenApiDocument().document(version);
  }

  private ObjectNode document(String version) {
    ObjectNode document = NODES.objectNode();
    document.put("openapi", "3.1.0");
    document
        .putObject("info")
        .put("title", "Affectstream console")
        .put("version", version)
        .put(
            "description",
            "State, rows, words and events of streams. Times are originating times in microseconds."
                + " Errors have a code of a closed set: "
                + Arrays.stream(ErrorCode.values())
                    .map(code -> code + " (" + code.status() + ")")
                    .collect(Collectors.joining(", "))
                + ".")
        .putObject("license")
        .put("name", "Apache-2.0")
        .put("identifier", "Apache-2.0");
    document.putArray("servers").addObject().put("url", "/");
    ObjectNode paths = document.putObject("paths");
    for (Operation operation : Operation.values()) {
      ObjectNode path =
          paths.has(operation.path())
              ? (ObjectNode) paths.get(operation.path())
              : paths.putObject(operation.path());
      path.set(operation.method().toLowerCase(Locale.ROOT), operation(operation));
    }
    ObjectNode components = document.putObject("components");
    components.set("schemas", schemas.all());
    ObjectNode security = components.putObject("securitySchemes");
    security.putObject("token").put("type", "http").put("scheme", "bearer");
    security
        .putObject("session")
        .put("type", "apiKey")
        .put("in", "cookie")
        .put("name", "affect-console");
    return document;
  }

  private ObjectNode operation(Operation operation) {
    ObjectNode node = NODES.objectNode();
    node.put("operationId", camelCase(operation.name()));
    node.put("summary", operation.summary());
    ArrayNode security = node.putArray("security");
    if (operation.isProtected()) {
      security.addObject().putArray("token");
      security.addObject().putArray("session");
    }
    if (!operation.parameters().isEmpty()) {
      ArrayNode parameters = node.putArray("parameters");
      operation.parameters().forEach(parameter -> parameters.add(parameter(parameter)));
    }
    ObjectNode responses = node.putObject("responses");
    if (operation.answer() == Void.class) {
      responses.putObject("204").put("description", "Done.");
    } else {
      ObjectNode success = responses.putObject("200").put("description", "Success.");
      if (operation.answer() == byte[].class) {
        success.putObject("content").putObject(operation.mediaType());
      } else {
        content(success, operation.mediaType(), operation.answer());
      }
    }
    content(
        responses.putObject("default").put("description", "An error."),
        "application/json",
        ApiError.class);
    return node;
  }

  private void content(ObjectNode response, String type, Class<?> answer) {
    response.putObject("content").putObject(type).set("schema", schemas.reference(answer));
  }

  private static ObjectNode parameter(Parameter parameter) {
    boolean inPath = parameter.place() == Parameter.Place.PATH;
    ObjectNode node = NODES.objectNode();
    node.put("name", parameter.text())
        .put("in", parameter.place().name().toLowerCase(Locale.ROOT))
        .put("required", inPath)
        .put("description", parameter.description());
    ObjectNode schema = node.putObject("schema");
    switch (parameter.type()) {
      case STRING -> schema.put("type", "string");
      case INTEGER -> schema.put("type", "integer").put("format", "int64");
      case STRINGS -> schema.put("type", "array").putObject("items").put("type", "string");
    }
    return node;
  }

  private static String camelCase(String name) {
    StringBuilder text = new StringBuilder();
    for (String word : name.toLowerCase(Locale.ROOT).split("_")) {
      text.append(
              text.isEmpty() ? word.substring(0, 1) : word.substring(0, 1).toUpperCase(Locale.ROOT))
          .append(word.substring(1));
    }
    return text.toString();
  }
}
