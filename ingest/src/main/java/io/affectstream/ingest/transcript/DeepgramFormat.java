package io.affectstream.ingest.transcript;

import java.util.List;

/**
 * Deepgram: {@code results.channels[].alternatives[0].words[].{word,start,end,confidence}}, and the
 * messages of its live interface, one after the other, of which only the final ones are used.
 * Seconds.
 */
final class DeepgramFormat implements JsonFormat {

  @Override
  public boolean knows(JsonPlace root) {
    return root.at("results").lists("channels")
        || root.at("channel").lists("alternatives")
        || isControl(root);
  }

  @Override
  public void read(JsonPlace root, List<TimedText> into) throws TranscriptException {
    if (isControl(root)) {
      return;
    }
    if (root.at("channel").lists("alternatives")) {
      if (root.at("is_final").node().asBoolean(true)) {
        channel(root.at("channel"), into);
      }
      return;
    }
    for (JsonPlace channel : root.at("results").at("channels").elements()) {
      channel(channel, into);
    }
  }

  private static void channel(JsonPlace channel, List<TimedText> into) throws TranscriptException {
    List<JsonPlace> alternatives = channel.at("alternatives").elements();
    if (alternatives.isEmpty()) {
      return;
    }
    JsonPlace best = alternatives.get(0);
    if (!best.lists("words") && !best.text("transcript").isBlank()) {
      throw best.unexpected("'words' with times");
    }
    WordList words = new WordList(best.at("words").path(), " ");
    for (JsonPlace element : best.at("words").elements()) {
      WhisperFormat.word(
          words, element, 1f, element.has("punctuated_word") ? "punctuated_word" : "word");
    }
    if (words.isTimed()) {
      into.add(words.timed(-1, -1));
    } else if (!best.at("words").elements().isEmpty()) {
      throw best.at("words").unexpected("words with 'start' and 'end'");
    }
  }

  private static boolean isControl(JsonPlace root) {
    return switch (root.text("type")) {
      case "Metadata", "UtteranceEnd", "SpeechStarted" -> true;
      default -> false;
    };
  }
}
