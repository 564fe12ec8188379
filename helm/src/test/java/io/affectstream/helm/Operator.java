package io.affectstream.helm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.kubernetes.operator.api.FlinkDeployment;
import org.apache.flink.kubernetes.operator.config.FlinkConfigManager;
import org.apache.flink.kubernetes.operator.validation.DefaultValidator;

/**
 * Checks a deployment like Flink's operator: against its resource definition, as the API server
 * does but refusing unknown fields, and with its validator. The newest operator published as a
 * library does not support Flink 2 yet, so the version, and the two settings renamed in Flink 2,
 * are replaced by supported ones.
 */
final class Operator {

  private static final String DEFINITION =
      "/META-INF/fabric8/flinkdeployments.flink.apache.org-v1.yml";
  private static final String KNOWN_VERSION = "v1_18";

  private static final Map<String, String> RENAMED =
      Map.of(
          "execution.checkpointing.dir", "state.checkpoints.dir",
          "execution.checkpointing.savepoint-dir", "state.savepoints.dir");

  private Operator() {}

  /** All problems; none if the deployment is accepted. */
  static List<String> problems(JsonNode deployment) throws IOException {
    ObjectNode known = deployment.deepCopy();
    ((ObjectNode) known.path("spec")).put("flinkVersion", KNOWN_VERSION);
    ObjectNode flink = (ObjectNode) known.at("/spec/flinkConfiguration");
    RENAMED.forEach(
        (name, before) -> {
          if (flink.has(name)) {
            flink.set(before, flink.remove(name));
          }
        });
    List<String> problems = new ArrayList<>();
    compare("spec", known.path("spec"), schema(), problems);
    if (problems.isEmpty()) {
      FlinkDeployment typed = Resources.YAML.convertValue(known, FlinkDeployment.class);
      new DefaultValidator(new FlinkConfigManager(new Configuration()))
          .validateDeployment(typed)
          .ifPresent(problems::add);
    }
    return problems;
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in = Operator.class.getResourceAsStream(DEFINITION)) {
      return Resources.YAML
          .readTree(in)
          .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    }
  }

  private static void compare(String path, JsonNode value, JsonNode schema, List<String> problems) {
    if (schema.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
      return;
    }
    if (schema.has("enum") && !contains(schema.path("enum"), value)) {
      problems.add("%s: expected one of %s, found %s".formatted(path, schema.path("enum"), value));
    }
    if (!fits(schema, value)) {
      problems.add(
          "%s: expected %s, found %s".formatted(path, schema.path("type").asText(), value));
    } else if (value.isObject()) {
      fields(path, value, schema, problems);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        compare("%s[%d]".formatted(path, i), value.get(i), schema.path("items"), problems);
      }
    }
  }

  private static void fields(String path, JsonNode value, JsonNode schema, List<String> problems) {
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      String below = path + "." + field.getKey();
      JsonNode known = schema.path("properties").path(field.getKey());
      JsonNode any = schema.path("additionalProperties");
      if (known.isMissingNode() && any.isMissingNode()) {
        problems.add(below + ": expected a field of the operator's definition");
      } else {
        compare(below, field.getValue(), known.isMissingNode() ? any : known, problems);
      }
    }
  }

  private static boolean contains(JsonNode constants, JsonNode value) {
    for (JsonNode constant : constants) {
      if (constant.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean fits(JsonNode schema, JsonNode value) {
    if (schema.path("x-kubernetes-int-or-string").asBoolean()) {
      return value.isTextual() || value.isIntegralNumber();
    }
    return switch (schema.path("type").asText()) {
      case "string" -> value.isTextual();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "array" -> value.isArray();
      case "object" -> value.isObject();
      default -> true;
    };
  }
}
