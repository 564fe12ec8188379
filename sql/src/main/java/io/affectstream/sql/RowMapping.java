package io.affectstream.sql;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

/**
 * Maps a record's fields to a table's columns, by name. Enums are strings; integers and floats may
 * be widened.
 */
final class RowMapping implements Serializable {

  private static final long serialVersionUID = 1L;

  /** An Avro value, never null, as Flink's table runtime holds it. */
  private interface Conversion extends Serializable {
    Object convert(Object value);
  }

  private final ArrayList<Integer> positions = new ArrayList<>();
  private final ArrayList<Conversion> conversions = new ArrayList<>();

  private RowMapping() {}

  /**
   * A mapping for a table.
   *
   * @throws ValidationException if a column has no field with its name, or the field has another
   *     type
   */
  static RowMapping of(RowType row, Schema record) {
    RowMapping mapping = new RowMapping();
    for (RowType.RowField column : row.getFields()) {
      Schema.Field field = record.getField(column.getName());
      if (field == null) {
        throw new ValidationException(
            "column '%s': contract %s has no such field; it has %s"
                .formatted(
                    column.getName(),
                    record.getName(),
                    record.getFields().stream().map(Schema.Field::name).toList()));
      }
      mapping.positions.add(field.pos());
      mapping.conversions.add(
          conversion(column.getType(), field.schema(), record.getName() + "." + column.getName()));
    }
    return mapping;
  }

  RowData row(IndexedRecord record) {
    GenericRowData row = new GenericRowData(positions.size());
    for (int i = 0; i < positions.size(); i++) {
      Object value = record.get(positions.get(i));
      row.setField(i, value == null ? null : conversions.get(i).convert(value));
    }
    return row;
  }

  private static Conversion conversion(LogicalType type, Schema written, String field) {
    Schema schema = present(written);
    LogicalTypeRoot root = type.getTypeRoot();
    return switch (schema.getType()) {
      case STRING, ENUM -> {
        require(root == LogicalTypeRoot.VARCHAR, "STRING", type, field);
        yield value -> StringData.fromString(value.toString());
      }
      case BOOLEAN -> {
        require(root == LogicalTypeRoot.BOOLEAN, "BOOLEAN", type, field);
        yield value -> value;
      }
      case INT, LONG -> integer(schema, type, field);
      case FLOAT, DOUBLE -> floating(schema, type, field);
      case BYTES -> {
        require(root == LogicalTypeRoot.VARBINARY, "BYTES", type, field);
        yield value -> bytes((ByteBuffer) value);
      }
      case ARRAY -> {
        require(root == LogicalTypeRoot.ARRAY, "ARRAY", type, field);
        yield array(((ArrayType) type).getElementType(), schema.getElementType(), field);
      }
      case RECORD -> {
        require(root == LogicalTypeRoot.ROW, "ROW", type, field);
        RowMapping nested = of((RowType) type, schema);
        yield value -> nested.row((IndexedRecord) value);
      }
      default -> throw new ValidationException(field + ": a type that no contract has: " + schema);
    };
  }

  private static Conversion integer(Schema schema, LogicalType type, String field) {
    if (type.is(LogicalTypeRoot.BIGINT)) {
      return value -> ((Number) value).longValue();
    }
    boolean narrow = schema.getType() == Schema.Type.INT;
    require(narrow && type.is(LogicalTypeRoot.INTEGER), narrow ? "INT" : "BIGINT", type, field);
    return value -> value;
  }

  private static Conversion floating(Schema schema, LogicalType type, String field) {
    if (type.is(LogicalTypeRoot.DOUBLE)) {
      return value -> ((Number) value).doubleValue();
    }
    boolean narrow = schema.getType() == Schema.Type.FLOAT;
    require(narrow && type.is(LogicalTypeRoot.FLOAT), narrow ? "FLOAT" : "DOUBLE", type, field);
    return value -> value;
  }

  /** Typed array where Flink's runtime casts the whole array. */
  private static Conversion array(LogicalType element, Schema schema, String field) {
    Conversion each = conversion(element, schema, field + "[]");
    return switch (element.getTypeRoot()) {
      case FLOAT -> list -> new GenericArrayData(stream(list, each).toArray(Float[]::new));
      case BOOLEAN -> list -> new GenericArrayData(stream(list, each).toArray(Boolean[]::new));
      case DOUBLE -> list -> new GenericArrayData(stream(list, each).toArray(Double[]::new));
      default -> list -> new GenericArrayData(stream(list, each).toArray());
    };
  }

  private static Stream<Object> stream(Object list, Conversion each) {
    return ((List<?>) list).stream().map(each::convert);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] copy = new byte[buffer.remaining()];
    buffer.duplicate().get(copy);
    return copy;
  }

  /** The schema of a non-null value: the other branch of a union with null. */
  private static Schema present(Schema schema) {
    return schema.getType() == Schema.Type.UNION
        ? schema.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow()
        : schema;
  }

  private static void require(boolean holds, String expected, LogicalType found, String field) {
    if (!holds) {
      throw new ValidationException(
          "%s: expected a column of type %s, found %s".formatted(field, expected, found));
    }
  }
}
