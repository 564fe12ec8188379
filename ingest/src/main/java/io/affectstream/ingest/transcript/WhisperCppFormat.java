package io.affectstream.ingest.transcript;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/**
 * whisper.cpp: {@code transcription[].{text,offsets:{from,to}}}, with {@code -ojf} also {@code
 * tokens[].{text,offsets,p}}, parts of words, of which the first has the space. Milliseconds.
 */
final class WhisperCppFormat implements JsonFormat {

  private static final double MILLI = 1e-3;
  private static final Pattern SPECIAL = Pattern.compile("\\[_[^\\]]*\\]|<\\|[^|]*\\|>");

  @Override
  public boolean knows(JsonPlace root) {
    return root.lists("transcription");
  }

  @Override
  public void read(JsonPlace root, List<TimedText> into) throws TranscriptException {
    for (JsonPlace segment : root.at("transcription").elements()) {
      JsonPlace offsets = segment.at("offsets");
      long start = offsets.time("from", MILLI);
      long end = offsets.end("from", "to", MILLI);
      WordList tokens = tokens(segment);
      into.add(
          tokens.isTimed()
              ? tokens.timed(start, end)
              : new TimedText(segment.path()).spread(segment.text("text"), start, end, 1f));
    }
  }

  private static WordList tokens(JsonPlace segment) throws TranscriptException {
    WordList words = new WordList(segment.path(), "");
    List<JsonPlace> tokens = segment.at("tokens").elements();
    int i = 0;
    while (i < tokens.size()) {
      int next = i + 1;
      String text = tokens.get(i).text("text");
      while (SplitCharacters.has(text) && next < tokens.size() && isPart(tokens.get(next))) {
        text += tokens.get(next++).text("text");
      }
      if (!SPECIAL.matcher(text.strip()).matches()) {
        add(words, tokens.get(i), tokens.get(next - 1), SplitCharacters.join(text));
      }
      i = next;
    }
    return words;
  }

  private static boolean isPart(JsonPlace token) {
    return SplitCharacters.has(token.text("text"));
  }

  private static void add(WordList words, JsonPlace first, JsonPlace last, String text)
      throws TranscriptException {
    float confidence = first.confidence(1f, "p");
    if (first.has("offsets") && last.has("offsets")) {
      long start = first.at("offsets").time("from", MILLI);
      long end = last.at("offsets").end("from", "to", MILLI);
      words.add(text, start, Math.max(start, end), confidence);
    } else {
      words.addUntimed(text, confidence);
    }
  }

  /**
   * whisper.cpp writes tokens with a part of a character unchanged, which is not valid UTF-8.
   * {@link TranscriptText} reads each such byte as a lone surrogate, from U+DC80 on.
   */
  private static final class SplitCharacters {

    private static final Pattern BYTE = Pattern.compile("[\\uDC80-\\uDCFF]");

    static boolean has(String text) {
      return BYTE.matcher(text).find();
    }

    static String join(String text) {
      if (!has(text)) {
        return text;
      }
      StringBuilder joined = new StringBuilder();
      int i = 0;
      while (i < text.length()) {
        int to = i;
        while (to < text.length() && BYTE.matcher(text.substring(to, to + 1)).matches()) {
          to++;
        }
        if (to > i) {
          byte[] bytes = new byte[to - i];
          for (int k = i; k < to; k++) {
            bytes[k - i] = (byte) text.charAt(k);
          }
          joined.append(new String(bytes, StandardCharsets.UTF_8));
          i = to;
        } else {
          joined.append(text.charAt(i++));
        }
      }
      return joined.toString();
    }
  }
}
