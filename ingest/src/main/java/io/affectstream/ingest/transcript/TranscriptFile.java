package io.affectstream.ingest.transcript;

import io.affectstream.schemas.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the words of a transcript: SRT, WebVTT (also with word times), the JSON of recognisers
 * ({@code docs/transcripts.md} lists them), GRID {@code .align}. The format follows from the
 * content. Times are microseconds on the clock of the file's media.
 *
 * <p>Only spoken text becomes words: no timings, labels of speakers, descriptions of sounds. A cue
 * with an invalid time is skipped with a note; the JSON of a recogniser with such a time is
 * refused.
 */
public final class TranscriptFile {

  private static final Logger LOG = LoggerFactory.getLogger(TranscriptFile.class);
  private static final long MAX_BYTES = 200L << 20;
  private static final Pattern JSON = Pattern.compile("\\A\\s*(?:\\{\\s*[\"}]|\\[\\s*[\\[{\\]\"])");

  private TranscriptFile() {}

  /** As {@link #read(Path, Consumer)}; logs the notes. */
  public static List<Word> read(Path path) throws TranscriptException {
    return read(path, LOG::warn);
  }

  /**
   * Words of a file in order of onset.
   *
   * @param notes receives a line for each cue that was skipped or changed, with its place
   * @throws TranscriptException if the file is missing, malformed or of an unknown format; the
   *     message names the file and the position
   */
  public static List<Word> read(Path path, Consumer<String> notes) throws TranscriptException {
    ReadingNotes noted = new ReadingNotes(path.toString());
    List<Word> words = words(TranscriptText.decode(bytes(path), noted), noted);
    noted.lines().forEach(notes);
    return words;
  }

  /**
   * Words of a text in order of onset.
   *
   * @param text content of a transcript file
   * @param origin file named in errors and notes
   * @param notes receives a line for each cue that was skipped or changed, with its place
   * @throws TranscriptException if the text is malformed or of an unknown format
   */
  static List<Word> parse(String text, String origin, Consumer<String> notes)
      throws TranscriptException {
    ReadingNotes noted = new ReadingNotes(origin);
    List<Word> words = words(text, noted);
    noted.lines().forEach(notes);
    return words;
  }

  private static byte[] bytes(Path path) throws TranscriptException {
    try {
      if (Files.size(path) > MAX_BYTES) {
        throw new TranscriptException(
            "%s: expected a transcript of at most 200 MB, found %d MB"
                .formatted(path, Files.size(path) >> 20));
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      String why = Files.exists(path) ? "cannot be read: " + e : "no such file";
      throw new TranscriptException("%s: %s".formatted(path, why), e);
    }
  }

  private static List<Word> words(String text, ReadingNotes notes) throws TranscriptException {
    String origin = notes.origin();
    String head = Markup.withoutMarks(text.substring(0, Math.min(200, text.length()))).strip();
    if (head.isEmpty() && text.isBlank()) {
      throw new TranscriptException(origin + ": expected a transcript, found an empty file");
    }
    List<Word> words;
    if (JSON.matcher(text).lookingAt()) {
      words = spoken(new RecogniserJson(origin).read(text), notes);
    } else if (AlignParser.recognises(text)) {
      words = spoken(new AlignParser(origin).parse(text), notes);
    } else {
      words = spoken(cues(text, head, notes), notes);
    }
    if (words.isEmpty()) {
      notes.add("all of it", "expected words, found none");
    }
    return words.stream()
        .sorted(Comparator.comparingLong(Word::getStart).thenComparingLong(Word::getEnd))
        .toList();
  }

  private static List<TimedText> cues(String text, String head, ReadingNotes notes)
      throws TranscriptException {
    OtherFormat other = OtherFormat.of(text).orElse(null);
    if (other != null) {
      throw new TranscriptException(
          "%s: expected SRT, WebVTT or the JSON of a recogniser, found %s, which is not read; convert it, e.g. ffmpeg -i IN OUT.srt"
              .formatted(notes.origin(), other.title()));
    }
    CueLines lines = new CueLines(text, notes);
    boolean webVtt = head.startsWith("WEBVTT");
    if (!webVtt && lines.anchors().isEmpty()) {
      throw new TranscriptException(
          "%s: expected SRT, WebVTT, the JSON of a recogniser, or GRID align, found a text starting with %s"
              .formatted(notes.origin(), ReadingNotes.quoted(head.lines().findFirst().orElse(""))));
    }
    List<Cue> cues = webVtt ? new WebVttReader(lines).read() : new SubRipReader(lines).read();
    if (cues.isEmpty() && notes.first("line").isPresent()) {
      throw new TranscriptException(notes.first("line").get() + ", and no cue is left");
    }
    List<Cue> ordered = cues.stream().sorted(Comparator.comparingLong(Cue::start)).toList();
    return RollingCaptions.once(ordered).stream().map(Cue::timed).toList();
  }

  private static List<Word> spoken(List<TimedText> texts, ReadingNotes notes) {
    List<String> described = texts.stream().map(TimedText::text).toList();
    List<String> labelled = described.stream().map(Descriptions::blank).toList();
    SpeakerLabels labels = SpeakerLabels.of(labelled, described);
    List<Word> words = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      words.addAll(texts.get(i).words(labels.blank(labelled.get(i)), notes));
    }
    return words;
  }
}
