package io.affectstream.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.List;

/** Kubernetes resources of a rendered chart. */
record Resources(List<JsonNode> all) {

  static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  /** Parses several YAML documents. */
  static Resources of(String documents) throws IOException {
    try (MappingIterator<JsonNode> read = YAML.readerFor(JsonNode.class).readValues(documents)) {
      return new Resources(
          read.readAll().stream().filter(node -> node.isObject() && !node.isEmpty()).toList());
    }
  }

  List<JsonNode> ofKind(String kind) {
    return all.stream().filter(node -> node.path("kind").asText().equals(kind)).toList();
  }

  /** The only resource of a kind and name. */
  JsonNode named(String kind, String name) {
    List<JsonNode> found =
        ofKind(kind).stream()
            .filter(node -> node.at("/metadata/name").asText().equals(name))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError("expected one %s %s, found %s".formatted(kind, name, found));
    }
    return found.get(0);
  }

  /** The Flink settings of a job. */
  JsonNode flink(String name) {
    return named("FlinkDeployment", name).at("/spec/flinkConfiguration");
  }
}
