package io.affectstream.schemas.wire;

import io.affectstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * The bytes of one contract's records. Avro single-object encoding: marker {@code C3 01}, the
 * schema's 64-bit Rabin fingerprint (little endian), then the body; self-describing, so no registry
 * is needed. Or Confluent's framing: {@code 00}, the schema's id in a registry (big endian, 32
 * bits), then the body. Writes the first unless {@link #withSchemaId} is set; reads both, the
 * second {@link #withSchemas}.
 *
 * <p>Earlier writer schemas are accepted once added with {@link #withWriter}; those of a registry
 * are requested once. Not thread-safe: one instance per thread.
 *
 * @param <T> generated class of the contract
 */
public final class WireCodec<T extends SpecificRecord> {

  private static final int HEADER_BYTES = 10;
  private static final int FRAME_BYTES = 5;

  private final SpecificData model;
  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();
  private final Map<Integer, SpecificDatumReader<T>> framedReaders = new HashMap<>();
  private final Map<Integer, Schema> framedSchemas = new HashMap<>();
  private SchemaSource schemas;
  private Integer schemaId;

  private WireCodec(SpecificData model, Schema schema) {
    this.model = model;
    this.schema = schema;
    this.encoder = new BinaryMessageEncoder<>(model, schema);
    withWriter(schema);
  }

  /** Codec of a generated class. */
  public static <T extends SpecificRecord> WireCodec<T> of(Class<T> type) {
    SpecificData model = SpecificData.getForClass(type);
    return new WireCodec<>(model, model.getSchema(type));
  }

  /** Also reads records written with an earlier version of the contract. */
  public WireCodec<T> withWriter(Schema writer) {
    readers.put(
        SchemaNormalization.parsingFingerprint64(writer),
        new SpecificDatumReader<>(writer, schema, model));
    return this;
  }

  /** Also reads records with Confluent's framing; looks up their schemas in the source. */
  public WireCodec<T> withSchemas(SchemaSource source) {
    schemas = source;
    return this;
  }

  /** Writes Confluent's framing, with this id of the contract's schema. */
  public WireCodec<T> withSchemaId(int id) {
    schemaId = id;
    framedReaders.put(id, new SpecificDatumReader<>(schema, schema, model));
    return this;
  }

  /** Bytes of a record. */
  public byte[] encode(T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return schemaId == null ? bytes : framed(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] framed(byte[] singleObject) {
    int body = singleObject.length - HEADER_BYTES;
    return ByteBuffer.allocate(FRAME_BYTES + body)
        .put((byte) 0)
        .putInt(schemaId)
        .put(singleObject, HEADER_BYTES, body)
        .array();
  }

  /**
   * Reads a record.
   *
   * @throws WireException if the bytes lack the marker, name an unknown schema or end early
   * @throws UncheckedIOException if the schema's registry is unavailable: the record is still
   *     unread, so try again later
   */
  public T decode(byte[] bytes) throws WireException {
    if (bytes != null && bytes.length >= FRAME_BYTES && bytes[0] == 0) {
      return decodeFramed(bytes);
    }
    if (bytes == null || bytes.length < HEADER_BYTES || bytes[0] != (byte) 0xC3 || bytes[1] != 1) {
      throw new WireException(
          DeadLetterReason.NOT_AVRO,
          "expected Avro single-object encoding of %s (marker C3 01), found %s"
              .formatted(schema.getName(), describe(bytes)),
          null);
    }
    long fingerprint = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong(2);
    SpecificDatumReader<T> reader = readers.get(fingerprint);
    if (reader == null) {
      throw new WireException(
          DeadLetterReason.UNKNOWN_SCHEMA,
          "expected schema %s with fingerprint %016x or an earlier release of it, found %016x; update the reader"
              .formatted(
                  schema.getName(), SchemaNormalization.parsingFingerprint64(schema), fingerprint),
          null);
    }
    return body(reader, bytes, HEADER_BYTES);
  }

  /**
   * Reads a record of a topic that holds several contracts.
   *
   * @return empty if the schema is unknown to this contract
   * @throws WireException as {@link #decode}, for any other reason
   */
  public Optional<T> decodeIfKnown(byte[] bytes) throws WireException {
    try {
      return Optional.of(decode(bytes));
    } catch (WireException e) {
      if (e.reason() == DeadLetterReason.UNKNOWN_SCHEMA) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private T decodeFramed(byte[] bytes) throws WireException {
    int id = ByteBuffer.wrap(bytes).getInt(1);
    SpecificDatumReader<T> reader = framedReaders.get(id);
    if (reader == null) {
      reader = new SpecificDatumReader<>(writer(id), schema, model);
      framedReaders.put(id, reader);
    }
    return body(reader, bytes, FRAME_BYTES);
  }

  private Schema writer(int id) throws WireException {
    if (schemas == null) {
      throw new WireException(
          DeadLetterReason.NOT_AVRO,
          "expected Avro single-object encoding of %s (marker C3 01), found Confluent's framing with schema id %d; name its registry (kafka.registry)"
              .formatted(schema.getName(), id),
          null);
    }
    Schema writer = framedSchemas.get(id);
    if (writer == null) {
      writer = ask(id);
      framedSchemas.put(id, writer);
    }
    if (!writer.getFullName().equals(schema.getFullName())) {
      throw new WireException(
          DeadLetterReason.UNKNOWN_SCHEMA,
          "expected a record of schema %s, found schema id %d, which is %s"
              .formatted(schema.getFullName(), id, writer.getFullName()),
          null);
    }
    return writer;
  }

  private Schema ask(int id) throws WireException {
    Optional<Schema> found;
    try {
      found = schemas.schema(id);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (found.isEmpty()) {
      throw new WireException(
          DeadLetterReason.UNKNOWN_SCHEMA,
          "expected a record of schema %s, found schema id %d, which the registry does not have"
              .formatted(schema.getName(), id),
          null);
    }
    return found.get();
  }

  private T body(SpecificDatumReader<T> reader, byte[] bytes, int start) throws WireException {
    try {
      return reader.read(null, new BodyDecoder(bytes, start));
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new WireException(
          DeadLetterReason.MALFORMED,
          "expected the body of a %s, found %d bytes that do not parse: %s"
              .formatted(schema.getName(), bytes.length - start, e.getMessage()),
          e);
    }
  }

  private static String describe(byte[] bytes) {
    if (bytes == null) {
      return "no value";
    }
    if (bytes.length < HEADER_BYTES) {
      return bytes.length + " bytes";
    }
    return "%02X %02X".formatted(bytes[0], bytes[1]);
  }
}
