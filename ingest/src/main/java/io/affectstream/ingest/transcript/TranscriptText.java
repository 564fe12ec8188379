package io.affectstream.ingest.transcript;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * Decodes the bytes of a transcript: by byte order mark, as UTF-16 if every other byte is 0, as
 * UTF-8, else in the encoding that their statistics suggest, with a note.
 */
final class TranscriptText {

  private static final int BYTE = 0xDC00;
  private static final int HEAD = 4096;

  private TranscriptText() {}

  /**
   * The text without a byte order mark.
   *
   * @throws TranscriptException if its encoding is unknown
   */
  static String decode(byte[] bytes, ReadingNotes notes) throws TranscriptException {
    Optional<Charset> unicode = unicode(bytes);
    Charset charset = unicode.orElse(StandardCharsets.UTF_8);
    Optional<String> text = strict(bytes, charset);
    if (text.isEmpty() && isWhisperCpp(bytes)) {
      return lenient(bytes);
    }
    if (text.isEmpty() && unicode.isEmpty()) {
      text = legacy(bytes, notes);
    }
    if (text.isEmpty() || text.get().indexOf('\0') >= 0) {
      throw new TranscriptException(
          "%s: expected text in %s, found bytes that are not; save the file as UTF-8"
              .formatted(notes.origin(), charset));
    }
    return text.get().startsWith("\uFEFF") ? text.get().substring(1) : text.get();
  }

  private static Optional<Charset> unicode(byte[] bytes) {
    if (starts(bytes, 0xFF, 0xFE, 0, 0)) {
      return Optional.of(Charset.forName("UTF-32LE"));
    } else if (starts(bytes, 0, 0, 0xFE, 0xFF)) {
      return Optional.of(Charset.forName("UTF-32BE"));
    } else if (starts(bytes, 0xFF, 0xFE)) {
      return Optional.of(StandardCharsets.UTF_16LE);
    } else if (starts(bytes, 0xFE, 0xFF)) {
      return Optional.of(StandardCharsets.UTF_16BE);
    } else if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
      return Optional.of(StandardCharsets.UTF_8);
    }
    int[] zeros = new int[2];
    int length = Math.min(bytes.length, HEAD);
    for (int i = 0; i < length; i++) {
      zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
    }
    if (zeros[1] > length / 5 && zeros[0] < zeros[1] / 4) {
      return Optional.of(StandardCharsets.UTF_16LE);
    }
    return zeros[0] > length / 5 && zeros[1] < zeros[0] / 4
        ? Optional.of(StandardCharsets.UTF_16BE)
        : Optional.empty();
  }

  private static boolean starts(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  private static Optional<String> strict(byte[] bytes, Charset charset) {
    try {
      return Optional.of(charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> legacy(byte[] bytes, ReadingNotes notes) {
    UniversalDetector detector = new UniversalDetector();
    detector.handleData(bytes);
    detector.dataEnd();
    String name = detector.getDetectedCharset();
    if (name == null || !Charset.isSupported(name)) {
      return Optional.empty();
    }
    Optional<String> text = strict(bytes, Charset.forName(name));
    text.ifPresent(
        any ->
            notes.add(
                "encoding",
                "expected UTF-8, read as %s, as its bytes suggest; save it as UTF-8 if words are wrong"
                    .formatted(name)));
    return text;
  }

  private static boolean isWhisperCpp(byte[] bytes) {
    String head =
        new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1).strip();
    return head.startsWith("{") && head.contains("\"transcription\"");
  }

  /** Decodes UTF-8; each invalid byte becomes a lone surrogate; see WhisperCppFormat. */
  private static String lenient(byte[] bytes) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    for (CoderResult result = decoder.decode(in, out, true);
        result.isError();
        result = decoder.decode(in, out, true)) {
      for (int i = 0; i < result.length(); i++) {
        out.put((char) (BYTE | (in.get() & 0xFF)));
      }
    }
    return out.flip().toString();
  }
}
