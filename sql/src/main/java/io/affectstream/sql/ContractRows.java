package io.affectstream.sql;

import io.affectstream.schemas.registry.WireFormat;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.data.RowData;

/** Converts the bytes of a Kafka record to a row. */
final class ContractRows implements DeserializationSchema<RowData> {

  @Serial private static final long serialVersionUID = 1L;

  private final Class<? extends SpecificRecord> contract;
  private final WireFormat wire;
  private final RowMapping mapping;
  private final boolean ignoreParseErrors;
  private final TypeInformation<RowData> type;
  private transient WireCodec<? extends SpecificRecord> codec;

  ContractRows(
      Contract contract,
      WireFormat wire,
      RowMapping mapping,
      boolean ignoreParseErrors,
      TypeInformation<RowData> type) {
    this.contract = contract.type();
    this.wire = wire;
    this.mapping = mapping;
    this.ignoreParseErrors = ignoreParseErrors;
    this.type = type;
  }

  @Override
  public void open(InitializationContext context) {
    codec = wire.codec(contract);
  }

  /** The row; null, which Flink skips, for a record without a value. */
  @Override
  public RowData deserialize(byte[] message) throws IOException {
    if (message == null) {
      return null;
    }
    try {
      return mapping.row(codec.decode(message));
    } catch (WireException e) {
      if (ignoreParseErrors) {
        return null;
      }
      throw new IOException(
          e.getMessage() + "; 'affect-avro.ignore-parse-errors' = 'true' leaves such records out",
          e);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public boolean isEndOfStream(RowData next) {
    return false;
  }

  @Override
  public TypeInformation<RowData> getProducedType() {
    return type;
  }
}
