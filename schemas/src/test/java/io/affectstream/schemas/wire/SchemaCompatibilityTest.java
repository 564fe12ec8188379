package io.affectstream.schemas.wire;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The current schemas can read the records of every stored release. */
class SchemaCompatibilityTest {

  @TestFactory
  Stream<DynamicTest> currentSchemasReadEveryStoredRelease() throws Exception {
    Map<String, Schema> current =
        Contracts.current().stream()
            .collect(Collectors.toMap(Schema::getName, Function.identity()));
    return released().entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> {
                      String name = entry.getValue().getName();
                      assertThat(current)
                          .as("%s was released: a contract is never removed", entry.getKey())
                          .containsKey(name);
                      assertThat(problems(current.get(name), entry.getValue(), entry.getKey()))
                          .isEmpty();
                    }));
  }

  @Test
  void everyContractIsStoredInSomeRelease() throws Exception {
    assertThat(released().values().stream().map(Schema::getName))
        .as("store the schemas of a release as StoreReleaseTest says")
        .containsAll(Contracts.current().stream().map(Schema::getName).toList());
  }

  @Test
  void aNewFieldWithoutDefaultIsNamedWithItsRemedy() {
    Schema old = SchemaBuilder.record("Thing").fields().requiredString("a").endRecord();
    Schema changed =
        SchemaBuilder.record("Thing")
            .fields()
            .requiredString("a")
            .requiredLong("added")
            .endRecord();
    assertThat(problems(changed, old, "0.0.1/Thing.avsc"))
        .singleElement()
        .asString()
        .contains("0.0.1/Thing.avsc", "added", "Give the new field a default");
  }

  @Test
  void aChangedTypeIsNamedWithItsRemedy() {
    Schema old = SchemaBuilder.record("Thing").fields().requiredString("a").endRecord();
    Schema changed = SchemaBuilder.record("Thing").fields().requiredInt("a").endRecord();
    assertThat(problems(changed, old, "0.0.1/Thing.avsc"))
        .singleElement()
        .asString()
        .contains("TYPE_MISMATCH", "/fields/0/type", "keep the type of a released field");
  }

  private static List<String> problems(Schema reader, Schema writer, String file) {
    SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() == COMPATIBLE) {
      return List.of();
    }
    List<String> problems = new ArrayList<>();
    pair.getResult()
        .getIncompatibilities()
        .forEach(
            i ->
                problems.add(
                    ("%s of this source tree cannot read records of released/%s: %s at %s (%s)."
                            + " Give the new field a default, keep the type of a released field,"
                            + " give a renamed field an alias, keep released enum symbols;"
                            + " a change that cannot be read needs a new topic.")
                        .formatted(
                            reader.getName(), file, i.getType(), i.getLocation(), i.getMessage())));
    return problems;
  }

  /** Stored schemas by {@code VERSION/NAME.avsc}. */
  static Map<String, Schema> released() throws IOException, URISyntaxException {
    URI uri = SchemaCompatibilityTest.class.getResource("/released").toURI();
    Path root = Path.of(uri);
    Map<String, Schema> schemas = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".avsc")).toList()) {
        schemas.put(
            root.relativize(file).toString(), new Schema.Parser().parse(Files.readString(file)));
      }
    }
    return schemas;
  }
}
