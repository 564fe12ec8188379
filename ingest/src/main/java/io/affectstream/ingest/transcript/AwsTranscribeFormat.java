package io.affectstream.ingest.transcript;

import java.util.ArrayList;
import java.util.List;

/**
 * Amazon Transcribe: {@code results.items[]} with the texts {@code start_time} and {@code end_time}
 * (seconds) and {@code alternatives[0].{content,confidence}}; items of the type {@code punctuation}
 * have no times. With channels, the items of each channel.
 */
final class AwsTranscribeFormat implements JsonFormat {

  @Override
  public boolean knows(JsonPlace root) {
    JsonPlace results = root.at("results");
    return results.lists("items") || results.lists("transcripts") || results.has("channel_labels");
  }

  @Override
  public void read(JsonPlace root, List<TimedText> into) throws TranscriptException {
    JsonPlace results = root.at("results");
    List<JsonPlace> lists = new ArrayList<>();
    if (results.lists("items")) {
      lists.add(results.at("items"));
    } else {
      for (JsonPlace channel : results.at("channel_labels").at("channels").elements()) {
        lists.add(channel.at("items"));
      }
    }
    if (lists.isEmpty()) {
      throw results.unexpected("'items' with times");
    }
    for (JsonPlace list : lists) {
      WordList words = new WordList(list.path(), " ");
      for (JsonPlace item : list.elements()) {
        add(words, item);
      }
      if (words.isTimed()) {
        into.add(words.timed(-1, -1));
      }
    }
  }

  private static void add(WordList words, JsonPlace item) throws TranscriptException {
    if (item.text("type").equals("punctuation")) {
      return;
    }
    List<JsonPlace> alternatives = item.at("alternatives").elements();
    if (alternatives.isEmpty() || !alternatives.get(0).has("content")) {
      throw item.at("alternatives").unexpected("a 'content'");
    }
    JsonPlace best = alternatives.get(0);
    words.add(
        best.text("content"),
        item.time("start_time", 1),
        item.end("start_time", "end_time", 1),
        best.confidence(1f, "confidence"));
  }
}
