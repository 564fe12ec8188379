package io.affectstream.ingest.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A value in a recogniser's JSON with its path.
 *
 * @param origin file named in errors
 * @param path such as {@code segments[3].words[0]}; empty at the root
 * @param node the value; may be missing
 */
record JsonPlace(String origin, String path, JsonNode node) {

  /** Latest valid time: 10,000 hours in seconds. */
  private static final double MAX_SECONDS = 3.6e7;

  private static final double MICROS = 1e6;
  private static final double TOLERANCE = 1e-3;

  /** A member of an object. */
  JsonPlace at(String key) {
    return new JsonPlace(origin, path.isEmpty() ? key : path + "." + key, node.path(key));
  }

  /** The elements of an array; none of anything else. */
  List<JsonPlace> elements() {
    List<JsonPlace> elements = new ArrayList<>();
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      elements.add(new JsonPlace(origin, path + "[" + i + "]", node.get(i)));
    }
    return elements;
  }

  /** Whether a member is an array. */
  boolean lists(String key) {
    return node.path(key).isArray();
  }

  /** Whether the value exists and is not null. */
  boolean has(String key) {
    return node.hasNonNull(key);
  }

  /** A text, empty if there is none. */
  String text(String key) {
    return node.path(key).asText("");
  }

  /** A member as a time; see {@link #time(double)}. */
  long time(String key, double unit) throws TranscriptException {
    return at(key).time(unit);
  }

  /**
   * The value as a time in microseconds.
   *
   * @param unit length of 1 in seconds
   * @throws TranscriptException unless it is a number, or a text that is one, from 0 to 10,000
   *     hours
   */
  long time(double unit) throws TranscriptException {
    double seconds = number() * unit;
    if (!(seconds >= 0 && seconds <= MAX_SECONDS)) {
      throw unexpected("a time from 0 to 10,000 hours");
    }
    return Math.round(seconds * MICROS);
  }

  /**
   * The end of a time span, in microseconds.
   *
   * @throws TranscriptException if it is not a time or is before the start
   */
  long end(String startKey, String endKey, double unit) throws TranscriptException {
    long end = time(endKey, unit);
    if (end < time(startKey, unit)) {
      throw at(endKey).unexpected("a time after '%s', %s".formatted(startKey, text(startKey)));
    }
    return end;
  }

  /**
   * The first existing one of these members as a confidence, or {@code otherwise}.
   *
   * @throws TranscriptException unless it is a number, or a text that is one, from 0 to 1
   */
  float confidence(float otherwise, String... keys) throws TranscriptException {
    for (String key : keys) {
      if (has(key)) {
        double value = at(key).number();
        if (!(value >= -TOLERANCE && value <= 1 + TOLERANCE)) {
          throw at(key).unexpected("a confidence from 0 to 1");
        }
        return (float) Math.max(0, Math.min(1, value));
      }
    }
    return otherwise;
  }

  /**
   * The value as a number.
   *
   * @throws TranscriptException unless it is one, or a text that is one
   */
  double number() throws TranscriptException {
    if (node.isNumber()) {
      return node.asDouble();
    }
    try {
      if (node.isTextual()) {
        return Double.parseDouble(node.asText());
      }
    } catch (NumberFormatException e) {
      throw unexpected("a number");
    }
    throw unexpected("a number");
  }

  /** The value is invalid. */
  TranscriptException unexpected(String expected) {
    return new TranscriptException(
        "%s, %s: expected %s, found %s"
            .formatted(origin, path.isEmpty() ? "top level" : path, expected, found()));
  }

  private String found() {
    if (node.isMissingNode()) {
      return "nothing";
    }
    if (node.isObject()) {
      List<String> keys = new ArrayList<>();
      node.fieldNames().forEachRemaining(keys::add);
      return keys.isEmpty()
          ? "an object with no keys"
          : "an object with " + ReadingNotes.quoted(String.join(", ", keys));
    }
    String quoted = ReadingNotes.quoted(node.asText(node.toString()));
    return node.isValueNode() && !node.isTextual() ? node.asText() : quoted;
  }
}
