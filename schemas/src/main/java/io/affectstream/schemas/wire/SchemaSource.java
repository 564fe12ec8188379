package io.affectstream.schemas.wire;

import java.io.IOException;
import java.util.Optional;
import org.apache.avro.Schema;

/** Schemas by the id in Confluent's framing. */
@FunctionalInterface
public interface SchemaSource {

  /**
   * Schema of an id; empty if there is none.
   *
   * @throws IOException if the source is unavailable
   */
  Optional<Schema> schema(int id) throws IOException;
}
