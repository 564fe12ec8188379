package io.affectstream.app.files;

import com.fasterxml.jackson.core.JsonGenerator;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Refused records by reason, and the first few in full. */
public final class DeadLetterCount {

  private static final int EXAMPLES = 20;

  private final Map<DeadLetterReason, Long> byReason = new EnumMap<>(DeadLetterReason.class);
  private final List<String> examples = new ArrayList<>();

  /** Counts one, and keeps the first ones as examples. */
  public void add(DeadLetter letter) {
    byReason.merge(letter.getReason(), 1L, Long::sum);
    if (examples.size() < EXAMPLES) {
      examples.add(RecordJson.of(letter));
    }
  }

  long total() {
    return byReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Number of records per reason. */
  public Map<DeadLetterReason, Long> byReason() {
    return byReason;
  }

  void write(JsonGenerator json) throws IOException {
    json.writeNumberField("total", total());
    json.writeObjectFieldStart("reasons");
    for (Map.Entry<DeadLetterReason, Long> reason : byReason.entrySet()) {
      json.writeNumberField(reason.getKey().name(), reason.getValue());
    }
    json.writeEndObject();
    json.writeArrayFieldStart("first");
    for (String example : examples) {
      json.writeRawValue(example);
    }
    json.writeEndArray();
  }
}
