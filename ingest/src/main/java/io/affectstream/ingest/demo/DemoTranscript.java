package io.affectstream.ingest.demo;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes words as the JSON of Vosk: {@code result} with conf, start, end, word; and {@code text}.
 */
final class DemoTranscript {

  private DemoTranscript() {}

  static void write(List<DemoWord> words, Path file) throws IOException {
    ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    ObjectNode root = mapper.createObjectNode();
    ArrayNode result = root.putArray("result");
    for (DemoWord word : words) {
      result
          .addObject()
          .put("conf", BigDecimal.ONE)
          .put("start", seconds(word.start()))
          .put("end", seconds(word.end()))
          .put("word", word.text());
    }
    root.put("text", words.stream().map(DemoWord::text).collect(Collectors.joining(" ")));
    Files.writeString(file, mapper.writeValueAsString(root) + "\n");
  }

  private static BigDecimal seconds(long micros) {
    return BigDecimal.valueOf(micros / 1000, 3);
  }
}
