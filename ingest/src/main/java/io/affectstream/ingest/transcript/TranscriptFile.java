package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * Reads the words of a transcript: SRT, WebVTT (also with word times), the JSON of Vosk and of
 * Whisper, GRID {@code .align}. The format is told from the content. Times are microseconds on the
 * clock of the media the file belongs to.
 */
public final class TranscriptFile {

  private TranscriptFile() {}

  /**
   * Words of a file in order of onset.
   *
   * @throws TranscriptException if the file is not there, of no known format or malformed; the
   *     message names the file and the place
   */
  public static List<Word> read(Path path) throws TranscriptException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(path);
    } catch (IOException e) {
      String why = Files.exists(path) ? "cannot be read: " + e : "no such file";
      throw new TranscriptException("%s: %s".formatted(path, why), e);
    }
    return parse(text(bytes, path), path.toString());
  }

  /**
   * Words of a text in order of onset.
   *
   * @param text content of a transcript file
   * @param origin file named in errors
   * @throws TranscriptException if the text is of no known format or malformed
   */
  public static List<Word> parse(String text, String origin) throws TranscriptException {
    String head = text.stripLeading();
    List<Word> words;
    if (head.isEmpty()) {
      throw new TranscriptException(origin + ": expected a transcript, found an empty file");
    } else if (head.startsWith("WEBVTT")) {
      words = new SubtitleParser(origin, true).parse(text);
    } else if (head.startsWith("{") || (head.startsWith("[") && !head.contains("-->"))) {
      words = new RecogniserJson(origin).parse(text);
    } else if (AlignParser.recognises(head)) {
      words = new AlignParser(origin).parse(text);
    } else if (text.contains("-->")) {
      words = new SubtitleParser(origin, false).parse(text);
    } else {
      throw new TranscriptException(
          "%s: expected SRT, WebVTT, the JSON of Vosk or Whisper, or GRID align, found a text starting with '%s'"
              .formatted(origin, head.lines().findFirst().orElse("").strip()));
    }
    return words.stream()
        .sorted(Comparator.comparingLong(Word::getStart).thenComparingLong(Word::getEnd))
        .toList();
  }

  private static String text(byte[] bytes, Path path) throws TranscriptException {
    Charset charset = charset(bytes);
    try {
      String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw new TranscriptException(
          "%s: expected %s, found bytes that are not; save the file as UTF-8"
              .formatted(path, charset),
          e);
    }
  }

  private static Charset charset(byte[] bytes) {
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) {
      return StandardCharsets.UTF_16LE;
    }
    if (bytes.length >= 2 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    return StandardCharsets.UTF_8;
  }
}
