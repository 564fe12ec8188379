package io.affectstream.schemas.wire;

import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Schemas by the id that Confluent's framing carries. */
@FunctionalInterface
public interface SchemaSource {

  /**
   * Schema of an id; empty if there is none.
   *
   * @throws IOException if it cannot be asked
   */
  Optional<Schema> schema(int id) throws IOException;
}
