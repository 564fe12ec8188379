package io.affectstream.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * A record as texts by field: {@code {"box":{"x":1.5}}} is {@code box.x = 1.5}; the values of an
 * array are separated by spaces.
 */
final class FlatJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private FlatJson() {}

  /**
   * Reads an object; numbers keep their spelling.
   *
   * @throws IOException if it is not a JSON object
   */
  static Map<String, String> read(String line) throws IOException {
    Map<String, String> fields = new LinkedHashMap<>();
    try (JsonParser parser = FACTORY.createParser(line)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException("expected a JSON object, found: " + line);
      }
      object(parser, "", fields);
    }
    return fields;
  }

  private static void object(JsonParser parser, String prefix, Map<String, String> fields)
      throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      if (token == JsonToken.START_OBJECT) {
        object(parser, name + ".", fields);
      } else {
        fields.put(name, token == JsonToken.START_ARRAY ? array(parser) : parser.getText());
      }
    }
  }

  private static String array(JsonParser parser) throws IOException {
    StringJoiner values = new StringJoiner(" ");
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      values.add(parser.getText());
    }
    return values.toString();
  }

  /** Writes fields as one line. */
  static String write(Map<String, String> fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      json.writeStartObject();
      for (Map.Entry<String, String> field : fields.entrySet()) {
        json.writeStringField(field.getKey(), field.getValue());
      }
      json.writeEndObject();
    } catch (IOException e) {
      throw new AssertionError("a text takes everything", e);
    }
    return text.toString();
  }
}
