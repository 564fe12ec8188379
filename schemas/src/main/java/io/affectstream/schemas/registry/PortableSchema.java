package io.affectstream.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * A contract for external use: self-contained, with its documentation, without the marks ({@code
 * avro.java.string}) of the generated classes.
 */
public final class PortableSchema {

  private static final String MARK = "avro.java.string";
  private static final ObjectMapper JSON = new ObjectMapper();

  private PortableSchema() {}

  /** In one line. */
  public static String text(Schema schema) {
    return tree(schema).toString();
  }

  /** Indented, for users and {@code .avsc} files. */
  public static String pretty(Schema schema) {
    return tree(schema).toPrettyString() + "\n";
  }

  private static JsonNode tree(Schema schema) {
    try {
      return unmarked(JSON.readTree(schema.toString()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode unmarked(JsonNode node) {
    if (node instanceof ObjectNode object) {
      if (object.has(MARK)) {
        return TextNode.valueOf(object.path("type").asText());
      }
      for (Map.Entry<String, JsonNode> field : object.properties()) {
        field.setValue(unmarked(field.getValue()));
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        array.set(i, unmarked(array.get(i)));
      }
    }
    return node;
  }
}
