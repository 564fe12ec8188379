package io.affectstream.app.results;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.DeadLetter;
import io.affectstream.schemas.DeadLetterReason;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Records of the output topics for tests. */
public final class Records {

  static final String BUNDLE = "test@0123abcd";

  private Records() {}

  public static AffectFrame measured(String stream, long frame, int face, Expression label) {
    List<Float> probabilities = new ArrayList<>(Collections.nCopies(8, 0.025f));
    probabilities.set(Labels.EXPRESSIONS.indexOf(label), 0.825f);
    List<Float> units = new ArrayList<>();
    List<Boolean> active = new ArrayList<>();
    for (int i = 0; i < ActionUnit.values().length; i++) {
      units.add(i / 12f);
      active.add(i >= 6);
    }
    return frame(stream, frame, face, Reason.MEASURED)
        .setExpression(label)
        .setSmoothed(label)
        .setProbabilities(probabilities)
        .setActionUnits(units)
        .setActiveUnits(active)
        .setBox(new Box(10.5f, 20f, 100.25f, 120f))
        .setConfidence(0.9f)
        .setQuality(0.5f)
        .build();
  }

  public static AffectFrame noFace(String stream, long frame) {
    return frame(stream, frame, -1, Reason.NO_FACE).build();
  }

  private static AffectFrame.Builder frame(String stream, long frame, int face, Reason reason) {
    return AffectFrame.newBuilder()
        .setStream(stream)
        .setFrame(frame)
        .setTime(frame * 40_000)
        .setFace(face)
        .setReason(reason)
        .setCoverage(new Coverage(face < 0 ? 0f : 1f, 1 / 3f, 0f, NoWords.NONE))
        .setBundle(BUNDLE);
  }

  public static AffectEvent opened(String stream) {
    return event(stream, EventKind.STREAM_OPENED, 0).build();
  }

  public static AffectEvent closed(String stream, long time, long rows) {
    return event(stream, EventKind.STREAM_CLOSED, time)
        .setFrames(rows)
        .setDetail("END_OF_STREAM")
        .build();
  }

  public static AffectEvent episode(
      String stream, int face, Expression label, long number, long onset, long offset) {
    return ended(stream, face, number, onset, offset).setExpression(label).build();
  }

  public static AffectEvent episode(
      String stream, int face, ActionUnit unit, long number, long onset, long offset) {
    return ended(stream, face, number, onset, offset).setActionUnit(unit).build();
  }

  private static AffectEvent.Builder ended(
      String stream, int face, long number, long onset, long offset) {
    return event(stream, EventKind.EPISODE_CLOSED, offset)
        .setFace(face)
        .setEpisode(number)
        .setOnset(onset)
        .setPeak((onset + offset) / 2)
        .setOffset(offset)
        .setFrames((offset - onset) / 40_000 + 1)
        .setConfidence(0.8125f)
        .setPeakConfidence(0.875f);
  }

  private static AffectEvent.Builder event(String stream, EventKind kind, long time) {
    return AffectEvent.newBuilder().setStream(stream).setKind(kind).setTime(time).setBundle(BUNDLE);
  }

  /** A dead letter at offset 7 of the video topic. */
  public static DeadLetter letter(String stream, DeadLetterReason reason) {
    return DeadLetter.newBuilder()
        .setTopic("affect.video")
        .setPartition(0)
        .setOffset(7)
        .setStream(stream)
        .setReason(reason)
        .setMessage("expected an image, found none")
        .setHead(ByteBuffer.allocate(0))
        .build();
  }
}
