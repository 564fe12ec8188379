package io.affectstream.schemas.wire;

import io.affectstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Avro single-object encoding of one contract: marker {@code C3 01}, the schema's 64-bit Rabin
 * fingerprint (little endian), then the body. Self-describing, so no registry is needed.
 *
 * <p>Earlier writer schemas are accepted once added with {@link #withWriter}. Not thread-safe: one
 * instance per thread.
 *
 * @param <T> generated class of the contract
 */
public final class WireCodec<T extends SpecificRecord> {

  private static final int HEADER_BYTES = 10;

  private final SpecificData model;
  private final Schema schema;
  private final BinaryMessageEncoder<T> encoder;
  private final Map<Long, SpecificDatumReader<T>> readers = new HashMap<>();

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

  /** Bytes of a record. */
  public byte[] encode(T record) {
    try {
      ByteBuffer buffer = encoder.encode(record);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads a record.
   *
   * @throws WireException if the bytes lack the marker, name an unknown schema or end early
   */
  public T decode(byte[] bytes) throws WireException {
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
    try {
      return reader.read(null, new BodyDecoder(bytes, HEADER_BYTES));
    } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
      throw new WireException(
          DeadLetterReason.MALFORMED,
          "expected the body of a %s, found %d bytes that do not parse: %s"
              .formatted(schema.getName(), bytes.length - HEADER_BYTES, e.getMessage()),
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
