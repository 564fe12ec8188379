package io.affectstream.sql;

import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.Topics;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.table.api.ValidationException;

/**
 * Contract of a topic.
 *
 * @param type generated class
 * @param schema its schema
 */
record Contract(Class<? extends SpecificRecord> type, Schema schema) {

  /**
   * By its simple name, e.g. {@code AffectEvent}.
   *
   * @throws ValidationException if there is none
   */
  static Contract named(String name) {
    List<Schema> all = List.copyOf(WireFormat.contracts(Topics.DEFAULT).values());
    return all.stream()
        .filter(schema -> schema.getName().equals(name))
        .findFirst()
        .map(Contract::of)
        .orElseThrow(
            () ->
                new ValidationException(
                    "affect-avro.contract: expected one of %s, found '%s'"
                        .formatted(
                            all.stream().map(Schema::getName).distinct().sorted().toList(), name)));
  }

  private static Contract of(Schema schema) {
    Class<?> type = SpecificData.get().getClass(schema);
    return new Contract(type.asSubclass(SpecificRecord.class), schema);
  }
}
