package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.speaking.Mouth;
import io.affectstream.features.speaking.Speakers;
import io.affectstream.features.speaking.Speaking;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.Face;
import io.affectstream.features.words.Speech;
import io.affectstream.features.words.SpokenText;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the stored features of one segment's S = K + 2M steps. For single use. */
final class SegmentBuilder {

  private static final float[] ABSENT = new float[0];

  private final Grid grid;
  private final long firstStep;
  private final int span;
  private final int known;
  private final Map<Integer, Integer> subjectIndex = new LinkedHashMap<>();
  private final List<Subject> subjects = new ArrayList<>();
  private final List<float[]> openings = new ArrayList<>();
  private final List<Centre> centres = new ArrayList<>();
  private final float[][] voice;
  private final List<float[]> wordVectors = new ArrayList<>();
  private final int[] wordAt;
  private final int reach;

  /**
   * @param known entries from this one on are absent, as after the end of a stream
   * @param halo steps M to each side of a centre
   */
  SegmentBuilder(Grid grid, long firstStep, int span, int known, int halo) {
    this.grid = grid;
    this.firstStep = firstStep;
    this.span = span;
    this.known = known;
    this.voice = new float[span][];
    this.wordAt = new int[span];
    this.reach = Math.min(Speakers.REACH, halo);
  }

  /**
   * A step takes the face of the nearest frame within half a source frame interval.
   *
   * @param frames every frame that may be nearest to a known step, ascending in time
   */
  SegmentBuilder faces(List<TrackedFrame> frames) {
    int nearest = 0;
    for (int i = 0; i < known && nearest < frames.size(); i++) {
      long at = grid.timeOf(firstStep + i);
      while (nearest + 1 < frames.size()
          && distance(frames.get(nearest + 1), at) < distance(frames.get(nearest), at)) {
        nearest++;
      }
      TrackedFrame frame = frames.get(nearest);
      if (2 * distance(frame, at) <= frame.interval()) {
        see(i, frame);
      }
    }
    return this;
  }

  private static long distance(TrackedFrame frame, long at) {
    return Math.abs(frame.time() - at);
  }

  private void see(int entry, TrackedFrame frame) {
    for (int f = 0; f < frame.ids().length; f++) {
      int index = subject(frame.ids()[f]);
      Subject subject = subjects.get(index);
      subject.embeddings()[entry] = frame.faces().get(f).embedding();
      subject.seen()[entry] = true;
      openings.get(index)[entry] = Mouth.opening(frame.faces().get(f));
    }
  }

  SegmentBuilder voice(Stores stores) {
    Arrays.fill(voice, ABSENT);
    for (int i = 0; i < known; i++) {
      voice[i] = stores.voice().getOr(firstStep + i, ABSENT);
    }
    return this;
  }

  /**
   * A step takes the word spoken at its instant; of overlapping words, the one that started last.
   */
  SegmentBuilder words(AlignmentState state, Stores stores) {
    Arrays.fill(wordAt, -1);
    long[] begun = new long[span];
    for (long key = state.oldestWord; key < state.nextWord; key++) {
      SpokenWord word = stores.words().getOr(key, null);
      int from = entryAtOrAfter(word.start());
      int to = entryAtOrAfter(word.end());
      if (from < to) {
        wordVectors.add(word.vector());
        for (int i = from; i < to; i++) {
          if (wordAt[i] < 0 || word.start() >= begun[i]) {
            wordAt[i] = wordVectors.size() - 1;
            begun[i] = word.start();
          }
        }
      }
    }
    return this;
  }

  /** First entry whose instant is at or after the time, within the known ones or just after. */
  private int entryAtOrAfter(long time) {
    long step = grid.stepAt(time);
    while (grid.timeOf(step) >= time) {
      step--;
    }
    while (grid.timeOf(step) < time) {
      step++;
    }
    return (int) Math.max(0, Math.min(known, step - firstStep));
  }

  /**
   * Adds the rows of a frame: one per face in order of their ids, or one without. A voice off
   * screen has a row before them. Faces and voice must be known.
   *
   * @param speakers judges which of them speaks
   */
  SegmentBuilder centre(TrackedFrame frame, Speakers speakers) {
    int entry = Math.toIntExact(grid.stepAt(frame.time()) - firstStep);
    int[] ids = frame.ids();
    Speakers.Answer answer =
        speakers.at(
            Arrays.stream(ids).mapToObj(id -> openings.get(subject(id))).toList(),
            voice,
            entry,
            reach);
    if (ids.length == 0) {
      centres.add(centre(Segment.NO_FACE, frame, entry, List.of(), Speaking.UNKNOWN));
    }
    answer
        .offScreen()
        .ifPresent(voice -> centres.add(centre(Segment.NO_FACE, frame, entry, List.of(), voice)));
    for (int f = 0; f < ids.length; f++) {
      List<Face> face = List.of(frame.faces().get(f));
      centres.add(centre(ids[f], frame, entry, face, answer.faces().get(f)));
    }
    return this;
  }

  private Centre centre(
      int id, TrackedFrame frame, int entry, List<Face> faces, Speaking speaking) {
    return new Centre(
        subject(id),
        frame.sequence(),
        frame.time(),
        frame.interval(),
        entry,
        frame.reason(),
        faces,
        frame.skippedFaces(),
        speaking);
  }

  /** Adds the row of a step in a stream without video. */
  SegmentBuilder centre(long step, long index) {
    centres.add(
        new Centre(
            subject(Segment.NO_FACE),
            index,
            grid.timeOf(step),
            grid.timeOf(step + 1) - grid.timeOf(step),
            Math.toIntExact(step - firstStep),
            Reason.NO_FACE,
            List.of(),
            0));
    return this;
  }

  private int subject(int face) {
    return subjectIndex.computeIfAbsent(
        face,
        id -> {
          float[][] embeddings = new float[span][];
          Arrays.fill(embeddings, ABSENT);
          subjects.add(new Subject(id, embeddings, new boolean[span]));
          float[] opening = new float[span];
          Arrays.fill(opening, Mouth.UNKNOWN);
          openings.add(opening);
          return subjects.size() - 1;
        });
  }

  /** The words that start from the end of the previous segment to the end of this one. */
  private static List<SpokenText> said(AlignmentState state, Stores stores, long end) {
    List<SpokenText> said = new ArrayList<>();
    for (long key = state.oldestWord; key < state.nextWord; key++) {
      SpokenWord word = stores.words().getOr(key, null);
      if (word.start() >= state.saidThrough && word.start() < end && !word.text().isEmpty()) {
        said.add(new SpokenText(word.text(), word.start(), word.end()));
      }
    }
    said.sort(Comparator.comparingLong(SpokenText::start));
    return said;
  }

  /**
   * The segment, the stream's next.
   *
   * @param progress originating time up to which every row is emitted with it, microseconds
   */
  Segment build(String stream, AlignmentState state, Stores stores, long progress) {
    Speech speech = new Speech(state.role, said(state, stores, progress));
    state.saidThrough = progress;
    return build(stream, state.segments++, state.noWords, progress, speech);
  }

  /**
   * A segment without words to report.
   *
   * @param progress originating time up to which every row is emitted with it, microseconds
   */
  Segment build(String stream, long ordinal, AlignmentState state, long progress) {
    return build(stream, ordinal, state.noWords, progress, new Speech(state.role, List.of()));
  }

  private Segment build(
      String stream, long ordinal, NoWords noWords, long progress, Speech speech) {
    return new Segment(
        stream,
        ordinal,
        firstStep,
        subjects,
        voice,
        wordVectors.toArray(float[][]::new),
        wordAt,
        centres,
        noWords,
        progress,
        StreamEnd.NONE,
        speech);
  }
}
