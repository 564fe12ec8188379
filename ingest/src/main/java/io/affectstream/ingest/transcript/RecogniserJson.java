package io.affectstream.ingest.transcript;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON of recognisers: one document, a list of them, or one after the other. Each document is
 * read by the format that recognises it.
 */
final class RecogniserJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();
  private static final List<JsonFormat> FORMATS =
      List.of(
          new AwsTranscribeFormat(),
          new DeepgramFormat(),
          new WhisperCppFormat(),
          new WhisperFormat(),
          new VoskFormat());

  private final String origin;
  private final List<TimedText> texts = new ArrayList<>();

  RecogniserJson(String origin) {
    this.origin = origin;
  }

  /** The texts of all documents in their order. */
  List<TimedText> read(String json) throws TranscriptException {
    try {
      numbersAreFinite(json);
      try (MappingIterator<JsonNode> roots = MAPPER.readerFor(JsonNode.class).readValues(json)) {
        for (int i = 1; roots.hasNextValue(); i++) {
          String document = i == 1 ? "" : "document %d".formatted(i);
          root(new JsonPlace(origin, document, roots.nextValue()));
        }
      }
      return texts;
    } catch (JsonProcessingException e) {
      long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      throw new TranscriptException(
          "%s, line %d: expected JSON, found an error: %s"
              .formatted(origin, line, e.getOriginalMessage()),
          e);
    } catch (IOException e) {
      throw new TranscriptException("%s: %s".formatted(origin, e), e);
    }
  }

  /** NaN and Infinity are not valid JSON, but Python writes them. */
  private void numbersAreFinite(String json) throws IOException, TranscriptException {
    try (JsonParser parser = MAPPER.createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.VALUE_NUMBER_FLOAT && !Double.isFinite(parser.getDoubleValue())) {
          throw new TranscriptException(
              "%s, line %d, %s: expected a number, found %s; remove it or write null"
                  .formatted(
                      origin,
                      parser.currentTokenLocation().getLineNr(),
                      path(parser.getParsingContext().pathAsPointer().toString()),
                      parser.getText()));
        }
      }
    }
  }

  /** {@code /segments/0/start} as {@code segments[0].start}. */
  private static String path(String pointer) {
    return pointer.replaceAll("/(\\d+)(?=/|$)", "[$1]").replace('/', '.').replaceFirst("^\\.", "");
  }

  private void root(JsonPlace root) throws TranscriptException {
    if (root.node().isArray() && !WhisperFormat.isWords(root)) {
      for (JsonPlace element : root.elements()) {
        root(element);
      }
      return;
    }
    for (JsonFormat format : FORMATS) {
      if (format.knows(root)) {
        format.read(root, texts);
        return;
      }
    }
    throw root.unexpected(
        "words with times, as Vosk ('result'), Whisper ('segments', 'words', 'chunks'), whisper.cpp"
            + " ('transcription'), Deepgram or Amazon Transcribe ('results') write them; switch"
            + " word times on in the recogniser (OpenAI: verbose_json)");
  }
}
