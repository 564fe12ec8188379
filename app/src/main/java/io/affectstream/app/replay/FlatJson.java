package io.affectstream.app.replay;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.Map;

/** A record as texts by field: {@code {"box":{"x":1.5}}} is {@code box.x = 1.5}. */
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
      if (parser.nextToken() == JsonToken.START_OBJECT) {
        object(parser, name + ".", fields);
      } else {
        fields.put(name, parser.getText());
      }
    }
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
