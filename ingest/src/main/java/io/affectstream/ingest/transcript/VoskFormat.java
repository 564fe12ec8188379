package io.affectstream.ingest.transcript;

import java.util.List;

/**
 * Vosk: {@code result[].{word,start,end,conf}}, alternatives, of which the first is used, and
 * partial results, which are ignored. Seconds.
 */
final class VoskFormat implements JsonFormat {

  @Override
  public boolean knows(JsonPlace root) {
    return root.lists("result")
        || root.lists("alternatives")
        || root.has("partial")
        || root.lists("partial_result")
        || (root.has("text") && root.text("text").isBlank());
  }

  @Override
  public void read(JsonPlace root, List<TimedText> into) throws TranscriptException {
    if (root.lists("result")) {
      WordList words = new WordList(root.at("result").path(), " ");
      for (JsonPlace element : root.at("result").elements()) {
        WhisperFormat.word(words, element, 1f, "word");
      }
      if (words.isTimed()) {
        into.add(words.timed(-1, -1));
      } else if (!root.at("result").elements().isEmpty()) {
        throw root.at("result").unexpected("words with 'start' and 'end'");
      }
    } else if (root.lists("alternatives") && !root.at("alternatives").elements().isEmpty()) {
      JsonPlace best = root.at("alternatives").elements().get(0);
      if (!knows(best)) {
        throw best.unexpected(
            "'result' with words and times; switch word times on in the recogniser");
      }
      read(best, into);
    }
  }
}
