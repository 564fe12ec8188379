package io.affectstream.app.replay;

import io.affectstream.app.files.FramesCsv;
import io.affectstream.app.files.FramesTable;
import io.affectstream.app.files.RecordJson;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Precision and field names of the earlier run's records, which the replay uses too. */
public enum Rendering {

  /** Files of {@code analyze}: six decimals, columns of {@code frames.csv}. */
  TABLE {
    @Override
    Map<String, String> of(AffectFrame frame) {
      return FramesTable.row(FramesCsv.cells(frame));
    }

    @Override
    Map<String, String> of(AffectEvent event) {
      return json(RecordJson.of(event));
    }
  },

  /** Lines of {@code consume --json}: six decimals. */
  JSON {
    @Override
    Map<String, String> of(AffectFrame frame) {
      return json(RecordJson.of(frame));
    }

    @Override
    Map<String, String> of(AffectEvent event) {
      return json(RecordJson.of(event));
    }
  },

  /** Records of the topics: every field of the contract, every digit. */
  EXACT {
    @Override
    Map<String, String> of(AffectFrame frame) {
      return exact(frame);
    }

    @Override
    Map<String, String> of(AffectEvent event) {
      return exact(event);
    }
  };

  /** Texts by field. */
  abstract Map<String, String> of(AffectFrame frame);

  /** Texts by field. */
  abstract Map<String, String> of(AffectEvent event);

  private static Map<String, String> json(String line) {
    try {
      return FlatJson.read(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it was just written
    }
  }

  /** Texts by field, every field of the contract, every digit. */
  static Map<String, String> exact(SpecificRecord record) {
    Map<String, String> fields = new LinkedHashMap<>();
    add("", record, fields);
    return fields;
  }

  private static void add(String name, Object value, Map<String, String> fields) {
    if (value instanceof SpecificRecord record) {
      String prefix = name.isEmpty() ? "" : name + ".";
      for (Schema.Field field : record.getSchema().getFields()) {
        add(prefix + field.name(), record.get(field.pos()), fields);
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        add(name + "[" + i + "]", list.get(i), fields);
      }
    } else if (value != null) {
      fields.put(name, value.toString());
    }
  }
}
