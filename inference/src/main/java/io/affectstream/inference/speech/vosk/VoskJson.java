package io.affectstream.inference.speech.vosk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.affectstream.features.speech.RecognisedWord;
import java.util.ArrayList;
import java.util.List;

/** Vosk's results: {@code {"result": [{"word", "start", "end", "conf"}]}} in seconds. */
final class VoskJson {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final double MICROS = 1e6;

  private VoskJson() {}

  /** The words in a list of that name, in order of onset; none if there is no such list. */
  static List<RecognisedWord> words(String json, String list) {
    JsonNode root;
    try {
      root = MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Vosk gave no JSON: " + json, e);
    }
    List<RecognisedWord> words = new ArrayList<>();
    for (JsonNode word : root.path(list)) {
      long start = Math.round(word.path("start").doubleValue() * MICROS);
      long end = Math.round(word.path("end").doubleValue() * MICROS);
      float confidence = (float) Math.max(0, Math.min(1, word.path("conf").doubleValue()));
      words.add(
          new RecognisedWord(word.path("word").asText(), start, Math.max(start, end), confidence));
    }
    return words;
  }
}
