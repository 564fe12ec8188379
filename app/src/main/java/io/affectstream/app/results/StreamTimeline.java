package io.affectstream.app.results;

import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Data of the timeline of one stream, in bounded memory. */
public final class StreamTimeline {

  private static final int MAX_FACES = 64;
  private static final int MAX_WORDS = 2_000;
  private static final int MAX_EPISODES = 20_000;
  private static final double SPEAKS = 0.5;

  /** Microseconds to each side of a word, so that a short one has a row. */
  private static final long AROUND = 50_000;

  /**
   * Consecutive words of a speaker.
   *
   * @param speaker face, -1 = off screen; empty = unknown
   * @param words in order of onset
   */
  public record Turn(OptionalInt speaker, List<Word> words) {

    /** Text before the words, e.g. {@code face 0:}; empty if the speaker is unknown. */
    public String label() {
      if (speaker.isEmpty()) {
        return "";
      }
      return speaker.getAsInt() < 0 ? "off screen:" : "face " + speaker.getAsInt() + ":";
    }
  }

  private final Map<Integer, Strip> strips = new TreeMap<>();
  private final Map<Integer, FaceSeries> series = new TreeMap<>();
  private final List<EpisodeLine> episodes = new ArrayList<>();
  private final TreeMap<Long, Word> words = new TreeMap<>();
  private NoWords noWords = NoWords.NONE;
  private long omittedEpisodes;

  /** Adds a row. */
  public void add(AffectFrame frame) {
    Strip strip = strips.get(frame.getFace());
    if (strip == null) {
      if (strips.size() == MAX_FACES) {
        return;
      }
      strip = new Strip();
      strips.put(frame.getFace(), strip);
    }
    series.computeIfAbsent(frame.getFace(), face -> new FaceSeries()).add(frame);
    strip.add(
        frame.getTime(),
        Optional.ofNullable(frame.getSmoothed()),
        Boolean.TRUE.equals(frame.getUncertain()));
  }

  /** Adds an event. */
  public void add(AffectEvent event) {
    if (event.getKind() != EventKind.EPISODE_CLOSED) {
      return;
    }
    if (episodes.size() == MAX_EPISODES) {
      omittedEpisodes++;
    } else {
      episodes.add(EpisodeLine.of(event));
    }
  }

  /** Repeated words are ignored, because words are stored by onset. */
  public void add(Transcript transcript) {
    if (transcript.getFinal$()) {
      for (Word word : transcript.getWords()) {
        if (words.size() < MAX_WORDS) {
          words.put(word.getStart(), word);
        }
      }
    }
    noWords = transcript.getEndOfStream() ? transcript.getNoWords() : noWords;
  }

  /** The first words, in order of onset. */
  public List<Word> words() {
    return List.copyOf(words.values());
  }

  /**
   * The words by speaker: consecutive words of the face that most probably speaks, if one is more
   * probable than not. One turn without a speaker if at most one speaker is known in the stream.
   */
  public List<Turn> turns() {
    List<Turn> turns = new ArrayList<>();
    for (Word word : words.values()) {
      OptionalInt speaker = speaker(word);
      if (turns.isEmpty() || !turns.get(turns.size() - 1).speaker().equals(speaker)) {
        turns.add(new Turn(speaker, new ArrayList<>()));
      }
      turns.get(turns.size() - 1).words().add(word);
    }
    boolean several =
        turns.stream().map(Turn::speaker).filter(OptionalInt::isPresent).distinct().count() > 1;
    return several || turns.isEmpty() ? turns : List.of(new Turn(OptionalInt.empty(), words()));
  }

  private OptionalInt speaker(Word word) {
    OptionalInt best = OptionalInt.empty();
    double most = SPEAKS;
    for (Map.Entry<Integer, FaceSeries> face : series.entrySet()) {
      double speaking = face.getValue().speaking(word.getStart() - AROUND, word.getEnd() + AROUND);
      if (speaking >= most) {
        most = speaking;
        best = OptionalInt.of(face.getKey());
      }
    }
    return best;
  }

  /** Reason for missing words. */
  public NoWords noWords() {
    return noWords;
  }

  /** By face; -1 contains the frames without a face. */
  public Map<Integer, Strip> strips() {
    return strips;
  }

  /** The numbers behind the strips. */
  public Map<Integer, FaceSeries> series() {
    return series;
  }

  /** In order of onset, expressions and action units. */
  public List<EpisodeLine> episodes() {
    return episodes.stream()
        .sorted(
            Comparator.comparingLong(EpisodeLine::onset)
                .thenComparing(EpisodeLine::face)
                .thenComparing(episode -> episode.unit().map(Labels.UNITS::indexOf).orElse(-1)))
        .toList();
  }

  /** Number of episodes beyond the limit. */
  public long omittedEpisodes() {
    return omittedEpisodes;
  }
}
