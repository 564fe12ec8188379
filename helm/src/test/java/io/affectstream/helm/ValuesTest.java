package io.affectstream.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The chart's values against the product's settings and against their schema. */
class ValuesTest {

  private static final Path VALUES = Helm.CHART.resolve("values.yaml");
  private static final Path SETTINGS = Path.of("..", "dist", "src", "main", "conf", "affect.yaml");

  /** Values that Kubernetes, Flink or the operator define. */
  private static final Set<String> FREE =
      Set.of(
          "podLabels",
          "podAnnotations",
          "nodeSelector",
          "affinity",
          "flinkConfiguration",
          "securityContext.pod",
          "securityContext.container",
          "metrics.podMonitor.labels",
          "autoscaler.settings");

  @Test
  void theTreeUnderConfigIsThatOfTheProductWithItsDefaultsAndTheirMeaning() throws Exception {
    String file = Files.readString(SETTINGS);
    String tree =
        file.substring(file.indexOf('\n') + 1).strip().indent(2).replaceAll("(?m)^ +$", "");
    String values = Files.readString(VALUES);
    assertThat(values.substring(values.indexOf("\nconfig:\n") + "\nconfig:\n".length()))
        .as("copy dist/src/main/conf/affect.yaml, without its first line, below config:")
        .isEqualTo(tree);
  }

  @Test
  void everyValueHasAComment() throws Exception {
    List<String> lines = Files.readAllLines(VALUES);
    List<String> bare = new ArrayList<>();
    for (int i = 1; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.matches(" *[A-Za-z.-]+:.*")) {
        continue;
      }
      int indent = line.indexOf(line.strip());
      String before = lines.get(i - 1).strip();
      if (!before.startsWith("#") && !freeText(lines, i, indent)) {
        bare.add(line);
      }
    }
    assertThat(bare).isEmpty();
  }

  /** Inside a structured value with a comment at its top. */
  private static boolean freeText(List<String> lines, int at, int indent) {
    for (int i = at - 1; i >= 0; i--) {
      String line = lines.get(i);
      int outer = line.indexOf(line.strip());
      if (!line.isBlank() && !line.strip().startsWith("#") && outer < indent) {
        String name = line.strip().replace(":", "");
        return Set.of("settings", "pod", "container", "seccompProfile", "capabilities")
            .contains(name);
      }
    }
    return false;
  }

  @Test
  void theSchemaKnowsEveryValueAndNothingElse() throws Exception {
    JsonNode schema = Resources.YAML.readTree(Helm.CHART.resolve("values.schema.json").toFile());
    JsonNode values = Resources.YAML.readTree(VALUES.toFile());
    List<String> problems = new ArrayList<>();
    compare("", values, schema, problems);
    assertThat(problems).isEmpty();
  }

  private static void compare(
      String path, JsonNode values, JsonNode schema, List<String> problems) {
    if (!values.isObject() || FREE.contains(path)) {
      return;
    }
    if (values.isEmpty() && schema.path("additionalProperties").isObject()) {
      return; // a mapping of the product's settings
    }
    if (schema.path("additionalProperties").asBoolean(true)) {
      problems.add(path + ": anything is allowed");
    }
    values
        .properties()
        .forEach(
            field -> {
              String below = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
              JsonNode known = schema.path("properties").path(field.getKey());
              if (known.isMissingNode()) {
                problems.add(below + ": unknown to values.schema.json");
              } else {
                compare(below, field.getValue(), known, problems);
              }
            });
    schema
        .path("properties")
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!values.has(name) && !name.equals("global")) {
                problems.add(path + "." + name + ": in values.schema.json only");
              }
            });
  }
}
