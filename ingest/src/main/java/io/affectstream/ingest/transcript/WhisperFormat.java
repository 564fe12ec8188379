package io.affectstream.ingest.transcript;

import java.util.List;

/**
 * OpenAI's Whisper and its API ({@code verbose_json}), faster-whisper, WhisperX,
 * whisper-timestamped: {@code segments[].words[].{word,start,end,probability}}, segments without
 * words, {@code words} at the top, a single segment or word. Transformers: {@code
 * chunks[].{text,timestamp:[start,end]}}. Seconds.
 */
final class WhisperFormat implements JsonFormat {

  /** Assumed length of the last chunk, whose end is null. */
  private static final long OPEN_MICROS = 5_000_000;

  private static final String[] CONFIDENCE = {"probability", "score", "conf", "confidence"};

  /** Whether a value is a list of single words. */
  static boolean isWords(JsonPlace list) {
    return list.node().isArray()
        && !list.node().isEmpty()
        && list.elements().stream().allMatch(element -> isWord(element));
  }

  private static boolean isWord(JsonPlace element) {
    return element.has("word") && !element.lists("words");
  }

  @Override
  public boolean knows(JsonPlace root) {
    return isWords(root)
        || root.lists("segments")
        || root.lists("words")
        || root.lists("word_segments")
        || root.lists("chunks")
        || isWord(root)
        || (root.has("text") && root.has("start") && root.has("end"));
  }

  @Override
  public void read(JsonPlace root, List<TimedText> into) throws TranscriptException {
    if (root.node().isArray()) {
      words(root, into);
    } else if (root.has("text") && root.has("start") && root.has("end")) {
      into.add(segment(root));
    } else if (!root.at("words").elements().isEmpty()) {
      words(root.at("words"), into);
    } else if (root.lists("segments")) {
      for (JsonPlace segment : root.at("segments").elements()) {
        into.add(segment(segment));
      }
    } else if (root.lists("chunks")) {
      chunks(root.at("chunks").elements(), into);
    } else if (root.lists("word_segments")) {
      words(root.at("word_segments"), into);
    } else if (isWord(root)) {
      WordList single = new WordList(root.path(), " ");
      word(single, root, 1f, "word");
      into.add(timed(single, root));
    }
  }

  private static void words(JsonPlace list, List<TimedText> into) throws TranscriptException {
    WordList words = new WordList(list.path(), " ");
    for (JsonPlace element : list.elements()) {
      word(words, element, 1f, "word");
    }
    into.add(timed(words, list));
  }

  private static TimedText timed(WordList words, JsonPlace list) throws TranscriptException {
    if (!words.isTimed()) {
      throw list.unexpected("words with 'start' and 'end'");
    }
    return words.timed(-1, -1);
  }

  private static TimedText segment(JsonPlace segment) throws TranscriptException {
    float confidence = confidence(segment);
    WordList words = new WordList(segment.path(), " ");
    for (JsonPlace element : segment.at("words").elements()) {
      word(words, element, confidence, element.has("word") ? "word" : "text");
    }
    boolean bounded = segment.has("start") || segment.has("end") || !words.isTimed();
    long start = bounded ? segment.time("start", 1) : -1;
    long end = bounded ? segment.end("start", "end", 1) : -1;
    return words.isTimed()
        ? words.timed(start, end)
        : new TimedText(segment.path()).spread(segment.text("text"), start, end, confidence);
  }

  private static float confidence(JsonPlace segment) throws TranscriptException {
    return segment.has("avg_logprob")
        ? (float) Math.min(1, Math.exp(segment.at("avg_logprob").number()))
        : 1f;
  }

  /** Adds a word; a word without both times is placed between its neighbours. */
  static void word(WordList words, JsonPlace element, float otherwise, String key)
      throws TranscriptException {
    if (!element.at(key).node().isValueNode() || !element.has(key)) {
      throw element.unexpected("a '" + key + "'");
    }
    String text = element.text(key);
    float confidence = element.confidence(otherwise, CONFIDENCE);
    if (element.has("start") || element.has("end")) {
      words.add(text, element.time("start", 1), element.end("start", "end", 1), confidence);
    } else {
      words.addUntimed(text, confidence);
    }
  }

  private static void chunks(List<JsonPlace> chunks, List<TimedText> into)
      throws TranscriptException {
    for (JsonPlace chunk : chunks) {
      List<JsonPlace> times = chunk.at("timestamp").elements();
      if (times.size() != 2) {
        throw chunk.at("timestamp").unexpected("[start, end]");
      }
      long start = times.get(0).time(1);
      boolean open = times.get(1).node().isNull();
      long end = open ? start + OPEN_MICROS : times.get(1).time(1);
      if (end < start) {
        throw times.get(1).unexpected("a time after the start");
      }
      into.add(new TimedText(chunk.path()).spread(chunk.text("text") + " ", start, end, 1f));
    }
  }
}
