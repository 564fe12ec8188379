package io.affectstream.console.document;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.console.api.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** JSON Schemas (2020-12) of records and enums, each once, by simple name. Not thread-safe. */
final class Schemas {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String PLACE = "#/components/schemas/";

  private final Map<String, ObjectNode> byName = new TreeMap<>();

  /** A reference to the schema of a type, which is added with those that it refers to. */
  ObjectNode reference(Type type) {
    if (type == String.class) {
      return plain("string");
    }
    if (type == boolean.class || type == Boolean.class) {
      return plain("boolean");
    }
    if (type == long.class || type == Long.class) {
      return plain("integer").put("format", "int64");
    }
    if (type == int.class || type == Integer.class) {
      return plain("integer").put("format", "int32");
    }
    if (type == float.class || type == Float.class) {
      return plain("number").put("format", "float");
    }
    if (type == double.class || type == Double.class) {
      return plain("number").put("format", "double");
    }
    if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
      ObjectNode array = plain("array");
      array.set("items", reference(list.getActualTypeArguments()[0]));
      return array;
    }
    return named((Class<?>) type);
  }

  private ObjectNode named(Class<?> type) {
    String name = name(type);
    if (!byName.containsKey(name)) {
      ObjectNode schema = NODES.objectNode();
      byName.put(name, schema); // before its components, which may refer to it
      if (type.isEnum()) {
        enumeration(type, schema);
      } else if (type.isRecord()) {
        object(type, schema);
      } else {
        throw new IllegalArgumentException("no schema for " + type);
      }
    }
    return NODES.objectNode().put("$ref", PLACE + name);
  }

  /** Nested types carry the name of their owner, except where that is no type of the API. */
  private static String name(Class<?> type) {
    Class<?> owner = type.getEnclosingClass();
    return owner == null || type.isRecord()
        ? type.getSimpleName()
        : owner.getSimpleName() + type.getSimpleName();
  }

  private static void enumeration(Class<?> type, ObjectNode schema) {
    Doc doc = type.getAnnotation(Doc.class);
    if (doc != null) {
      schema.put("description", doc.value());
    }
    schema.put("type", "string");
    ArrayNode values = schema.putArray("enum");
    for (Object constant : type.getEnumConstants()) {
      values.add(((Enum<?>) constant).name());
    }
  }

  private void object(Class<?> type, ObjectNode schema) {
    schema.put("description", type.getAnnotation(Doc.class).value());
    schema.put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = NODES.arrayNode();
    for (RecordComponent component : type.getRecordComponents()) {
      Doc doc = component.getAnnotation(Doc.class);
      ObjectNode property = reference(component.getGenericType());
      property.put("description", doc.value());
      properties.set(component.getName(), property);
      if (!doc.optional()) {
        required.add(component.getName());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
  }

  private static ObjectNode plain(String type) {
    return NODES.objectNode().put("type", type);
  }

  /** All schemas by name. */
  ObjectNode all() {
    ObjectNode all = NODES.objectNode();
    byName.forEach(all::set);
    return all;
  }
}
