package io.affectstream.sql;

import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/**
 * The topics as {@code CREATE TABLE} statements of Flink SQL, derived from the contracts. The topic
 * of descriptors, which is compacted, becomes a table with a primary key: the latest descriptor of
 * each stream. The topic of provisional results holds three contracts and becomes three tables,
 * each of which skips the records of the others.
 */
public final class TableDefinitions {

  private TableDefinitions() {}

  /**
   * The statements of all topics, inputs first.
   *
   * @param bootstrapServers brokers
   * @param properties further properties of Kafka's clients; secrets as references only
   * @param registry address of the schema registry; empty = self-describing records
   * @param registryConfigFile file with the registry's password; may be empty
   */
  public static String all(
      Topics topics,
      String bootstrapServers,
      Map<String, String> properties,
      String registry,
      String registryConfigFile) {
    Map<String, String> connection = new LinkedHashMap<>();
    connection.put("properties.bootstrap.servers", bootstrapServers);
    connection.put("properties.isolation.level", "read_committed");
    new TreeMap<>(properties).forEach((key, value) -> connection.put("properties." + key, value));
    Map<String, String> format = new LinkedHashMap<>();
    if (!registry.isEmpty()) {
      format.put("registry", registry);
      if (!registryConfigFile.isEmpty()) {
        format.put("registry-config-file", registryConfigFile);
      }
    }
    List<Table> tables = new ArrayList<>();
    WireFormat.contracts(topics)
        .forEach((topic, contract) -> tables.add(new Table(name(topic), topic, contract)));
    String live = name(topics.live());
    tables.add(new Table(live + "_events", topics.live(), AffectEvent.getClassSchema()));
    tables.add(new Table(live + "_alerts", topics.live(), AffectAlert.getClassSchema()));
    return tables.stream()
        .map(table -> statement(table, topics, connection, format))
        .collect(Collectors.joining("\n"));
  }

  /** A table with the records of one contract in a topic. */
  private record Table(String name, String topic, Schema contract) {}

  private static String name(String topic) {
    return topic.replaceAll("[.-]", "_");
  }

  private static String statement(
      Table table, Topics topics, Map<String, String> connection, Map<String, String> format) {
    String topic = table.topic();
    Schema contract = table.contract();
    boolean compacted = contract.equals(StreamDescriptor.getClassSchema());
    String columns =
        contract.getFields().stream()
            .map(TableDefinitions::column)
            .collect(Collectors.joining(",\n"));
    String last =
        compacted
            ? "  PRIMARY KEY (`stream`) NOT ENFORCED"
            : "  `produced` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL";
    if (topic.equals(topics.frames())) {
      last = "  `headers` MAP<STRING, BYTES> METADATA VIRTUAL,\n" + last;
    }
    Map<String, String> options = new LinkedHashMap<>();
    options.put("connector", compacted ? "upsert-kafka" : "kafka");
    options.put("topic", topic);
    options.putAll(connection);
    if (compacted) {
      options.put("key.format", "raw");
    } else {
      options.put("scan.startup.mode", "earliest-offset");
    }
    String value = compacted ? "value." : "";
    options.put(value + "format", AffectAvroFormatFactory.IDENTIFIER);
    String own = value + AffectAvroFormatFactory.IDENTIFIER + ".";
    options.put(own + "contract", contract.getName());
    if (topic.equals(topics.live())) {
      options.put(own + AffectAvroFormatFactory.IGNORE_PARSE_ERRORS.key(), "true");
    }
    format.forEach((key, setting) -> options.put(own + key, setting));
    return "CREATE TABLE `%s` (\n%s,\n%s\n) COMMENT %s WITH (\n%s\n);\n"
        .formatted(
            table.name(),
            columns,
            last,
            quoted(contract.getDoc()),
            options.entrySet().stream()
                .map(
                    option ->
                        "  %s = %s".formatted(quoted(option.getKey()), quoted(option.getValue())))
                .collect(Collectors.joining(",\n")));
  }

  private static String column(Schema.Field field) {
    return "  `%s` %s COMMENT %s"
        .formatted(field.name(), type(field.schema()), quoted(field.doc()));
  }

  private static String type(Schema schema) {
    return switch (schema.getType()) {
      case UNION ->
          schema.getTypes().stream()
              .filter(branch -> branch.getType() != Schema.Type.NULL)
              .findFirst()
              .map(TableDefinitions::nullable)
              .orElseThrow();
      default -> nullable(schema) + " NOT NULL";
    };
  }

  private static String nullable(Schema schema) {
    return switch (schema.getType()) {
      case STRING, ENUM -> "STRING";
      case BOOLEAN -> "BOOLEAN";
      case INT -> "INT";
      case LONG -> "BIGINT";
      case FLOAT -> "FLOAT";
      case DOUBLE -> "DOUBLE";
      case BYTES -> "BYTES";
      case ARRAY -> "ARRAY<" + type(schema.getElementType()) + ">";
      case RECORD ->
          schema.getFields().stream()
              .map(field -> "`%s` %s".formatted(field.name(), type(field.schema())))
              .collect(Collectors.joining(", ", "ROW<", ">"));
      default -> throw new IllegalStateException("a type that no contract has: " + schema);
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
