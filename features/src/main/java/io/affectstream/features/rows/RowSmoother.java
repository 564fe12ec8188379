package io.affectstream.features.rows;

import io.affectstream.features.rows.SmoothState.PendingRow;
import io.affectstream.features.rows.SmoothState.Subject;
import io.affectstream.features.smoothing.SmoothingConfig;
import io.affectstream.features.smoothing.StreamingSmoother;
import io.affectstream.features.words.Speech;
import io.affectstream.features.words.SpokenText;
import io.affectstream.schemas.Reason;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * Smooths the labels of every face of a stream and emits its rows in order of frame and face. A
 * face's sequence is its measured rows; a pause longer than both {@code maxGapMicros} and two
 * frames of the source ends it, and the face is gone.
 */
public final class RowSmoother {

  private final StreamingSmoother filter;
  private final long maxGapMicros;

  /** Smooths by {@code config}; a longer pause than {@code maxGapMicros} ends a sequence. */
  public RowSmoother(SmoothingConfig config, long maxGapMicros) {
    this.filter = new StreamingSmoother(config);
    this.maxGapMicros = maxGapMicros;
  }

  /**
   * Takes the next segment; segments may overtake each other.
   *
   * @param out receives the rows whose labels are decided with it
   * @return whether the stream is over
   */
  public boolean push(SmoothState state, FusedSegment segment, Consumer<DecidedRow> out) {
    if (segment.ordinal() != state.nextSegment) {
      state.early.add(segment);
      return false;
    }
    FusedSegment next = segment;
    while (next != null) {
      state.nextSegment++;
      inOrder(state, next, out);
      if (next.close().isEnd()) {
        return true;
      }
      next = takeEarly(state);
    }
    return false;
  }

  private static FusedSegment takeEarly(SmoothState state) {
    for (Iterator<FusedSegment> it = state.early.iterator(); it.hasNext(); ) {
      FusedSegment candidate = it.next();
      if (candidate.ordinal() == state.nextSegment) {
        it.remove();
        return candidate;
      }
    }
    return null;
  }

  private void inOrder(SmoothState state, FusedSegment segment, Consumer<DecidedRow> out) {
    state.said.addAll(segment.speech().words());
    for (FusedRow row : segment.rows()) {
      leave(state, row.time());
      add(state, row, new Speech(segment.speech().role(), said(state, row.time())));
    }
    leave(state, segment.progress());
    release(state, segment.stream(), out);
    if (segment.close().isEnd()) {
      out.accept(DecidedRow.closed(segment.stream(), segment.close()));
    }
  }

  /** Takes the words that started by {@code time}; the first row of a frame gets them. */
  private static List<SpokenText> said(SmoothState state, long time) {
    int count = 0;
    while (count < state.said.size() && state.said.get(count).start() <= time) {
      count++;
    }
    List<SpokenText> words = state.said.subList(0, count);
    List<SpokenText> said = List.copyOf(words);
    words.clear();
    return said;
  }

  private void add(SmoothState state, FusedRow row, Speech speech) {
    PendingRow pending = new PendingRow();
    pending.row = row;
    pending.speech = speech;
    long number = state.released + state.pending.size();
    state.pending.add(pending);
    if (row.reason() != Reason.MEASURED) {
      pending.smoothed = PendingRow.NONE;
      return;
    }
    pending.raw = mostProbable(row.expression());
    Subject subject = subject(state, row.face());
    subject.lastTime = row.time();
    subject.interval = row.interval();
    subject.undecided.add(number);
    filter.push(subject.filter, pending.raw, label -> decide(state, subject, label));
  }

  private static void decide(SmoothState state, Subject subject, int label) {
    long number = subject.undecided.remove(0);
    state.pending.get((int) (number - state.released)).smoothed = label;
  }

  /** Ends the sequences of faces absent for longer than the gap. */
  private void leave(SmoothState state, long now) {
    for (Iterator<Subject> it = state.subjects.iterator(); it.hasNext(); ) {
      Subject subject = it.next();
      if (now - subject.lastTime > Math.max(maxGapMicros, 2 * subject.interval)) {
        filter.flush(subject.filter, label -> decide(state, subject, label));
        PendingRow gone = new PendingRow();
        gone.smoothed = PendingRow.NONE;
        gone.goneFace = subject.face;
        state.pending.add(gone);
        it.remove();
      }
    }
  }

  private static Subject subject(SmoothState state, int face) {
    for (Subject subject : state.subjects) {
      if (subject.face == face) {
        return subject;
      }
    }
    Subject subject = new Subject();
    subject.face = face;
    state.subjects.add(subject);
    return subject;
  }

  private static void release(SmoothState state, String stream, Consumer<DecidedRow> out) {
    int count = 0;
    while (count < state.pending.size()
        && state.pending.get(count).smoothed != PendingRow.UNDECIDED) {
      PendingRow pending = state.pending.get(count++);
      out.accept(
          pending.row == null
              ? DecidedRow.gone(stream, pending.goneFace)
              : DecidedRow.of(stream, pending.row, pending.raw, pending.smoothed, pending.speech));
    }
    state.pending.subList(0, count).clear();
    state.released += count;
  }

  /** Index of the maximum probability; the lowest of equals. */
  static int mostProbable(float[] probabilities) {
    int best = 0;
    for (int i = 1; i < probabilities.length; i++) {
      if (probabilities[i] > probabilities[best]) {
        best = i;
      }
    }
    return best;
  }
}
