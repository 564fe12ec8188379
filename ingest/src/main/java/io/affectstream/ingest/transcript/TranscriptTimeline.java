package io.affectstream.ingest.transcript;

import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import io.affectstream.schemas.WordLength;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Final transcripts of one stream in order: one record per half second of media with the words that
 * start in it, even if there are none, since the record also states how far the transcript is
 * complete. A record with more than {@value #MAX_WORDS} words, which speech never has, is split.
 * The words of a record depend only on the words and the end of the media.
 */
public final class TranscriptTimeline {

  /** Media time covered by one record in microseconds. */
  public static final long STEP_MICROS = 500_000;

  /** Keeps a record below Kafka's size limit. */
  private static final int MAX_WORDS = 1_000;

  private final String stream;
  private final List<Word> words;
  private long steps;
  private long sequence;
  private int next;

  /**
   * @param stream stream id
   * @param words in any order; a word longer than the jobs accept is shortened
   */
  public TranscriptTimeline(String stream, List<Word> words) {
    this.stream = stream;
    this.words =
        words.stream()
            .map(TranscriptTimeline::accepted)
            .sorted(Comparator.comparingLong(Word::getStart).thenComparingLong(Word::getEnd))
            .toList();
  }

  private static Word accepted(Word word) {
    long start = word.getStart();
    long end = Math.max(start, Math.min(word.getEnd(), start + WordLength.MAX_MICROS));
    return end == word.getEnd() ? word : new Word(word.getText(), start, end, word.getConfidence());
  }

  /** Records due before media of this time (microseconds). */
  public List<Transcript> until(long time) {
    List<Transcript> due = new ArrayList<>();
    while ((steps + 1) * STEP_MICROS <= time) {
      long through = ++steps * STEP_MICROS;
      List<Word> spoken = cut(before(through), due);
      due.add(record(spoken, through, false));
    }
    return due;
  }

  /**
   * The remaining records, the last marked as end of stream.
   *
   * @param end end of the media in microseconds; words after it are kept
   */
  public List<Transcript> finish(long end) {
    List<Transcript> rest = until(end);
    long lastStart = words.isEmpty() ? 0 : words.get(words.size() - 1).getStart() + 1;
    long through = Math.max(Math.max(end, lastStart), steps * STEP_MICROS);
    List<Word> left = cut(before(through), rest);
    if (!left.isEmpty()) {
      rest.add(record(left, through, false));
    }
    rest.add(record(List.of(), through, true));
    return rest;
  }

  /** Adds full records while there are too many words; returns the rest. */
  private List<Word> cut(List<Word> spoken, List<Transcript> records) {
    List<Word> left = spoken;
    while (left.size() > MAX_WORDS) {
      long through = left.get(MAX_WORDS).getStart();
      records.add(record(left.subList(0, MAX_WORDS), through, false));
      left = left.subList(MAX_WORDS, left.size());
    }
    return left;
  }

  private List<Word> before(long through) {
    int from = next;
    while (next < words.size() && words.get(next).getStart() < through) {
      next++;
    }
    return words.subList(from, next);
  }

  private Transcript record(List<Word> spoken, long through, boolean end) {
    return new Transcript(stream, sequence++, spoken, true, through, end, NoWords.NONE);
  }
}
