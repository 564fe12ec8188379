package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentState.Progress;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.schemas.Modality;
import java.util.Collection;

/**
 * Aligns the modalities of one stream and cuts segments. Pure: time is originating time, all state
 * is in the arguments, so in STRICT mode a result depends on the records and never on their order
 * of arrival.
 *
 * <p>Rows are the frames of the video; without video, the steps that have voice; without voice,
 * those that have a word. Segments are aligned to the absolute grid: segment q holds the steps qK
 * to qK+K-1 for any start of the stream. A segment is emitted once every expected modality is
 * complete up to M steps past its last centre, or has ended, or (BOUNDED) lags more than its bound.
 * Segments without rows are not emitted.
 *
 * <p>Implementation: the next segment is always the one of the next row waiting, so gaps and jumps
 * of time cost nothing. The vision stage may return frames out of order; they are reordered by the
 * dense ordinals of admission before tracking.
 */
public final class Aligner {

  /** Receives the aligner's output. */
  public interface Output {

    /** A segment is complete. */
    void segment(Segment segment);

    /** Data arrived after its segment was emitted. */
    void late(LateArrival late);

    /**
     * A row was measured: its window holds the past alone, for a provisional answer. Not emitted
     * unless requested, except for the closing segment, which ends the stream here too.
     */
    default void live(Segment window) {}
  }

  /** Longest frame interval assumed; a slower source must set the interval in its frames. */
  private static final int MAX_GUESSED_INTERVAL_STEPS = 6;

  private final AlignmentConfig config;
  private final Grid grid;
  private final FaceTracker tracker;
  private final SegmentCutter segments;
  private final Readiness readiness;
  private final Retention retention;
  private final LiveWindows live;

  /** An aligner without live windows; {@code tracker} identifies the faces of a stream. */
  public Aligner(AlignmentConfig config, FaceTracker tracker) {
    this(config, tracker, 0);
  }

  /** An aligner with a live window for every {@code liveEvery}-th row; 0 = none. */
  public Aligner(AlignmentConfig config, FaceTracker tracker, int liveEvery) {
    this.config = config;
    this.grid = config.grid();
    this.tracker = tracker;
    this.segments = new SegmentCutter(config);
    this.readiness = new Readiness(config);
    this.retention = new Retention(config);
    this.live = new LiveWindows(grid, config.halo(), liveEvery, config.speaking());
  }

  /** The modalities of the stream are known, from its descriptor. */
  public void expect(AlignmentState state, Collection<Modality> modalities) {
    for (Modality modality : Modality.values()) {
      state.of(modality).expected = modalities.contains(modality);
    }
    state.resolved = !modalities.isEmpty();
  }

  /**
   * No descriptor arrived within the grace period: the modalities seen so far are taken as
   * complete.
   */
  public void discovered(AlignmentState state) {
    if (!state.resolved && state.begun()) {
      state.all().forEach(progress -> progress.expected = progress.seen);
      state.resolved = true;
    }
  }

  /** Ends the modalities without any data: the stream fell silent before they sent a record. */
  public void giveUpMissingModalities(AlignmentState state) {
    for (Progress progress : state.all()) {
      progress.ended |= progress.expected && !progress.seen;
    }
    state.idle = true;
  }

  /**
   * Takes one frame's faces, in any order of arrival. A frame that is not after the one before it
   * is late: a source that fell silent may come back with an earlier time.
   */
  public void faces(AlignmentState state, Stores stores, FaceFrame frame, Output out) {
    if (state.face.ended) {
      reopen(state);
    }
    stores.arrived().put(frame.ordinal(), frame);
    FaceFrame next = stores.arrived().getOr(state.nextOrdinal, null);
    while (next != null) {
      stores.arrived().remove(state.nextOrdinal++);
      inOrder(state, stores, next, out);
      next = stores.arrived().getOr(state.nextOrdinal, null);
    }
  }

  /**
   * Admission had ended the faces because they fell silent; they are back, numbered from 0 again.
   */
  private static void reopen(AlignmentState state) {
    state.face.ended = false;
    state.nextOrdinal = 0;
  }

  private void inOrder(AlignmentState state, Stores stores, FaceFrame frame, Output out) {
    if (frame.end()) {
      end(state.face);
      return;
    }
    if (frame.time() <= state.face.furthest) {
      out.late(late(frame.stream(), Modality.FACE, frame.time(), state.face.furthest + 1));
      return;
    }
    long interval = interval(state, frame);
    hear(state, state.face, frame.time());
    state.face.through = frame.time();
    if (isLate(state, frame.stream(), Modality.FACE, frame.time(), out)) {
      return;
    }
    int[] ids = tracker.update(state.tracker, frame.time(), frame.size(), frame.faces());
    stores.frames().put(state.tracked++, TrackedFrame.of(frame, interval, ids));
    live.ofFrame(state, stores, frame.stream()).ifPresent(out::live);
  }

  /** The frame's own interval, else its distance to the frame before it, within reason. */
  private long interval(AlignmentState state, FaceFrame frame) {
    if (frame.interval() > 0) {
      return frame.interval();
    }
    long step = grid.timeOf(1);
    long before = state.face.furthest;
    return before == AlignmentState.NEVER
        ? step
        : Math.min(frame.time() - before, MAX_GUESSED_INTERVAL_STEPS * step);
  }

  /** Takes voice features, in order; a step that is not after the one before it is late. */
  public void voice(AlignmentState state, Stores stores, VoiceSteps voice, Output out) {
    for (int i = 0; i < voice.steps().length; i++) {
      long step = voice.steps()[i];
      if (!state.voiceKept.isBeyond(step)) {
        long open = grid.startOf(state.voiceKept.last() + 1);
        out.late(late(voice.stream(), Modality.VOICE, grid.timeOf(step), open));
      } else if (!isLate(state, voice.stream(), Modality.VOICE, grid.timeOf(step), out)) {
        stores.voice().put(step, voice.features()[i]);
        state.voiceKept.append(step);
        state.voiceRows.append(step);
        live.ofStep(state, stores, voice.stream(), Modality.VOICE, step).ifPresent(out::live);
      }
    }
    if (voice.steps().length > 0) {
      hear(state, state.voice, grid.timeOf(voice.steps()[0]));
      hear(state, state.voice, grid.timeOf(voice.steps()[voice.steps().length - 1]));
      state.voice.through = voice.progress();
    }
    if (voice.end()) {
      end(state.voice);
    }
  }

  /** Takes the words of a transcript, in order. */
  public void words(AlignmentState state, Stores stores, SpokenWords words, Output out) {
    for (SpokenWord word : words.words()) {
      long lastStep = grid.stepAt(Math.max(word.start(), word.end() - 1));
      if (!isLate(state, words.stream(), Modality.WORDS, grid.timeOf(lastStep), out)) {
        stores.words().put(state.nextWord++, word);
        hear(state, state.words, word.start());
        long first = Math.max(grid.stepAt(word.start()), firstOpen(state));
        for (long step = first; step <= lastStep; step++) {
          if (state.wordRows.isBeyond(step)) {
            state.wordRows.append(step);
            live.ofStep(state, stores, words.stream(), Modality.WORDS, step).ifPresent(out::live);
          }
        }
      }
    }
    state.words.seen = true;
    state.words.through = Math.max(state.words.through, words.progress());
    if (words.end()) {
      end(state.words);
      state.noWords = words.noWords();
    }
  }

  /** First step whose row is not emitted yet; a word may have begun before it. */
  private static long firstOpen(AlignmentState state) {
    return state.givenThrough == AlignmentState.NEVER ? Long.MIN_VALUE : state.givenThrough + 1;
  }

  private static void hear(AlignmentState state, Progress progress, long time) {
    progress.seen = true;
    progress.furthest = Math.max(progress.furthest, time);
    state.origin = state.origin == AlignmentState.NEVER ? time : Math.min(state.origin, time);
  }

  private static void end(Progress progress) {
    progress.seen = true;
    progress.ended = true;
  }

  private boolean isLate(
      AlignmentState state, String stream, Modality modality, long time, Output out) {
    long step = grid.stepAt(time);
    if (state.givenThrough == AlignmentState.NEVER || step > state.givenThrough) {
      return false;
    }
    out.late(late(stream, modality, time, grid.startOf(state.givenThrough + 1)));
    return true;
  }

  /** Data at {@code time} where only data from {@code open} on can be used. */
  private static LateArrival late(String stream, Modality modality, long time, long open) {
    return new LateArrival(stream, modality, time, open - time);
  }

  /**
   * Emits every segment that is complete. Returns true once the stream is over: all expected
   * modalities have ended and every row is emitted; the last segment then carries {@code close}.
   */
  public boolean advance(AlignmentState state, Stores stores, String stream, Output out) {
    if (!state.resolved || (state.driver == null && !readiness.begun(state))) {
      return false;
    }
    if (state.driver == null) {
      state.driver = Readiness.driver(state);
    }
    while (true) {
      long centre = retention.nextRow(state, stores);
      if (centre == AlignmentState.NEVER) {
        break;
      }
      long first = Math.floorDiv(centre, config.segment()) * config.segment();
      long last = first + config.segment() - 1;
      if (!readiness.complete(state, grid.endOf(last + config.halo()))) {
        return false;
      }
      out.segment(segments.cut(state, stores, stream, first));
      state.givenThrough = last;
      retention.evict(state, stores);
    }
    retention.evict(state, stores);
    if (!state.isOver()) {
      return false;
    }
    Segment closing = SegmentCutter.closing(state, stream);
    out.segment(closing);
    out.live(closing);
    return true;
  }
}
