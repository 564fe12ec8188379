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
import java.util.TreeMap;

/** Data of the timeline of one stream, in bounded memory. */
public final class StreamTimeline {

  private static final int MAX_FACES = 64;
  private static final int MAX_WORDS = 2_000;
  private static final int MAX_EPISODES = 20_000;

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
