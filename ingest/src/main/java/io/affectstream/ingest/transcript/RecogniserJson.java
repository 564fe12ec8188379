package io.affectstream.ingest.transcript;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.affectstream.schemas.Word;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Word lists of recognisers. Vosk: {@code result[].{word,start,end,conf}}, one object, a list of
 * them or one after the other. Whisper: {@code segments[].words[].{word,start,end,probability}} (or
 * {@code score}), segments without words, {@code words} at the top, and the {@code transcription[]}
 * with {@code offsets} of whisper.cpp. Seconds, for offsets milliseconds.
 */
final class RecogniserJson {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double MICROS = 1e6;
  private static final double MICROS_PER_MILLI = 1e3;

  private final String origin;
  private final List<Word> words = new ArrayList<>();

  RecogniserJson(String origin) {
    this.origin = origin;
  }

  List<Word> parse(String text) throws TranscriptException {
    try (MappingIterator<JsonNode> roots = MAPPER.readerFor(JsonNode.class).readValues(text)) {
      for (int i = 0; roots.hasNextValue(); i++) {
        root(roots.nextValue(), "document " + (i + 1));
      }
      return words;
    } catch (JsonProcessingException e) {
      throw new TranscriptException(
          "%s, line %d: expected JSON, found an error: %s"
              .formatted(origin, e.getLocation().getLineNr(), e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new TranscriptException("%s: %s".formatted(origin, e), e);
    }
  }

  private void root(JsonNode node, String where) throws TranscriptException {
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        root(node.get(i), where + ", element " + i);
      }
    } else if (node.path("words").isArray() && !node.path("words").isEmpty()) {
      spoken(node.get("words"), where + ", words", "probability");
    } else if (node.path("segments").isArray()) {
      segments(node.get("segments"), where + ", segments");
    } else if (node.path("transcription").isArray()) {
      offsets(node.get("transcription"), where + ", transcription");
    } else if (isWord(node)) {
      word(node, where, "conf");
    } else {
      vosk(node, where);
    }
  }

  private void vosk(JsonNode node, String where) throws TranscriptException {
    if (node.path("result").isArray()) {
      spoken(node.get("result"), where + ", result", "conf");
    } else if (node.path("alternatives").isArray()) {
      if (!node.get("alternatives").isEmpty()) {
        vosk(node.get("alternatives").get(0), where + ", alternatives[0]");
      }
    } else if (node.has("partial")) {
      return;
    } else if (!node.path("text").isTextual() || !node.get("text").asText().isBlank()) {
      throw new TranscriptException(
          "%s, %s: expected words with times ('result' of Vosk, 'segments' of Whisper), found %s; switch word times on in the recogniser"
              .formatted(origin, where, keys(node)));
    }
  }

  private void segments(JsonNode segments, String where) throws TranscriptException {
    for (int i = 0; i < segments.size(); i++) {
      JsonNode segment = segments.get(i);
      String at = "%s[%d]".formatted(where, i);
      JsonNode list = segment.path("words");
      if (list.isArray() && !list.isEmpty() && timed(list)) {
        spoken(list, at + ".words", "probability");
      } else {
        double logProbability = segment.path("avg_logprob").asDouble(0);
        words.addAll(
            WordSpreader.spread(
                segment.path("text").asText(""),
                micros(segment, "start", MICROS, at),
                end(segment, MICROS, at),
                (float) Math.min(1, Math.exp(logProbability))));
      }
    }
  }

  private void offsets(JsonNode segments, String where) throws TranscriptException {
    for (int i = 0; i < segments.size(); i++) {
      JsonNode offsets = segments.get(i).path("offsets");
      String at = "%s[%d].offsets".formatted(where, i);
      long from = micros(offsets, "from", MICROS_PER_MILLI, at);
      long to = Math.max(from, micros(offsets, "to", MICROS_PER_MILLI, at));
      words.addAll(WordSpreader.spread(segments.get(i).path("text").asText(""), from, to, 1f));
    }
  }

  private void spoken(JsonNode list, String where, String confidence) throws TranscriptException {
    for (int i = 0; i < list.size(); i++) {
      word(list.get(i), "%s[%d]".formatted(where, i), confidence);
    }
  }

  private void word(JsonNode node, String where, String confidence) throws TranscriptException {
    if (!node.path("word").isTextual()) {
      throw new TranscriptException(
          "%s, %s: expected a 'word', found %s".formatted(origin, where, keys(node)));
    }
    double certainty = node.path(confidence).asDouble(node.path("score").asDouble(1));
    words.addAll(
        WordSpreader.spread(
            node.get("word").asText(),
            micros(node, "start", MICROS, where),
            end(node, MICROS, where),
            (float) Math.max(0, Math.min(1, certainty))));
  }

  private long end(JsonNode node, double unit, String where) throws TranscriptException {
    long start = micros(node, "start", unit, where);
    long end = micros(node, "end", unit, where);
    if (end < start) {
      throw new TranscriptException(
          "%s, %s: expected an end after the start, found %s to %s"
              .formatted(origin, where, node.get("start"), node.get("end")));
    }
    return end;
  }

  private long micros(JsonNode node, String key, double unit, String where)
      throws TranscriptException {
    JsonNode value = node.path(key);
    if (!value.isNumber() || value.asDouble() < 0) {
      throw new TranscriptException(
          "%s, %s: expected '%s' as a number of 0 or more, found %s"
              .formatted(origin, where, key, value.isMissingNode() ? "nothing" : value));
    }
    return Math.round(value.asDouble() * unit);
  }

  /** Whether every word has times; aligners leave them out where they found none. */
  private static boolean timed(JsonNode list) {
    for (JsonNode word : list) {
      if (!word.path("start").isNumber() || !word.path("end").isNumber()) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(JsonNode node) {
    return node.has("word") && node.has("start") && node.has("end");
  }

  private static String keys(JsonNode node) {
    if (!node.isObject()) {
      return node.toString();
    }
    List<String> keys = new ArrayList<>();
    node.fieldNames().forEachRemaining(keys::add);
    return "an object with " + (keys.isEmpty() ? "no keys" : "'" + String.join("', '", keys) + "'");
  }
}
