package io.affectstream.console;

import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectAlert;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Box;
import io.affectstream.schemas.Coverage;
import io.affectstream.schemas.EventKind;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Finality;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.Severity;
import io.affectstream.schemas.StreamDescriptor;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Records of one made-up person at 25 rows per second, the same for the same id: expressions that
 * last a few seconds, words at a speaking rate, now and then no face.
 */
final class Talk {

  static final long INTERVAL = 40_000;
  static final String BUNDLE = "test@0123abcd";

  private static final List<Expression> EXPRESSIONS = List.of(Expression.values());
  private static final int UNITS = ActionUnit.values().length;
  private static final int SPAN = 90;

  /** Frames for which one of the duet speaks. */
  private static final int TURN = 100;

  /** Stream with several people. */
  static final String DUET = "duet";

  private static final List<String> TEXT =
      List.of(
          "I", "have", "been", "waiting", "since", "Monday", "and", "nobody", "called", "me",
          "back", "so", "please", "tell", "me", "what", "happens", "next", "thank", "you");

  private final String stream;
  private final long seed;

  Talk(String stream) {
    this.stream = stream;
    this.seed = stream.hashCode();
  }

  StreamDescriptor descriptor() {
    return StreamDescriptor.newBuilder()
        .setStream(stream)
        .setModalities(List.of(Modality.FACE, Modality.VOICE, Modality.WORDS))
        .setFrameRate(25.0)
        .setLanguage("en")
        .setRole(seed % 2 == 0 ? "customer" : "agent")
        .build();
  }

  /** The expression of the span of a frame. */
  Expression expression(long frame) {
    int value = new Random(seed + 31 * (frame / SPAN)).nextInt(14);
    return value < EXPRESSIONS.size() ? EXPRESSIONS.get(value) : Expression.NEUTRAL;
  }

  AffectFrame row(long frame) {
    AffectFrame.Builder row =
        AffectFrame.newBuilder()
            .setStream(stream)
            .setFrame(frame)
            .setTime(frame * INTERVAL)
            .setBundle(BUNDLE);
    if (frame % 700 > 670) {
      return row.setFace(-1)
          .setReason(Reason.NO_FACE)
          .setCoverage(new Coverage(0f, 0.9f, 0.4f, NoWords.NONE))
          .build();
    }
    Expression label = expression(frame);
    double share = (frame % SPAN) / (double) SPAN;
    double strength = 0.45 + 0.45 * Math.sin(Math.PI * share);
    List<Float> probabilities = new ArrayList<>();
    for (Expression other : Expression.values()) {
      probabilities.add((float) (other == label ? strength : (1 - strength) / 7));
    }
    List<Float> units = new ArrayList<>();
    List<Boolean> active = new ArrayList<>();
    for (int unit = 0; unit < UNITS; unit++) {
      double phase = frame / (20.0 + 5 * unit) + EXPRESSIONS.indexOf(label) * unit;
      double value = Math.pow(0.5 + 0.5 * Math.sin(phase), 2);
      units.add((float) value);
      active.add(value > 0.6);
    }
    return row.setFace(0)
        .setReason(Reason.MEASURED)
        .setExpression(label)
        .setSmoothed(label)
        .setProbabilities(probabilities)
        .setActionUnits(units)
        .setActiveUnits(active)
        .setBox(new Box(10f, 20f, 100f, 120f))
        .setConfidence(0.93f)
        .setQuality(0.5f)
        .setCoverage(new Coverage(1f, 0.95f, 0.6f, NoWords.NONE))
        .build();
  }

  /**
   * All rows of a frame; of the stream {@value #DUET} two faces that speak in turns, and then
   * somebody off screen.
   */
  List<AffectFrame> rows(long frame) {
    AffectFrame row = row(frame);
    if (!stream.equals(DUET) || row.getFace() < 0) {
      return List.of(row);
    }
    int speaker = (int) (frame / TURN % 3);
    List<AffectFrame> rows = new ArrayList<>();
    for (int face = 0; face < 2; face++) {
      float speaking = speaker == face ? 0.9f : 0.05f;
      rows.add(AffectFrame.newBuilder(row).setFace(face).setSpeaking(speaking).build());
    }
    if (speaker == 2) {
      rows.add(AffectFrame.newBuilder(row).setFace(-1).setSpeaking(0.9f).setBox(null).build());
    }
    return rows;
  }

  /** The row of a frame before it is final. */
  AffectFrame provisional(long frame) {
    return AffectFrame.newBuilder(row(frame)).setFinality(Finality.PROVISIONAL).build();
  }

  AffectAlert alert(long frame, Severity severity) {
    return AffectAlert.newBuilder()
        .setStream(stream)
        .setId(stream + "-" + frame)
        .setRule("angry customer")
        .setEffectiveFrom(0)
        .setText("anger over 0.6 for 2 s")
        .setSeverity(severity)
        .setTime(frame * INTERVAL)
        .setOnset((frame - 50) * INTERVAL)
        .setFrame(frame)
        .setFace(0)
        .setBundle(BUNDLE)
        .build();
  }

  /** Events that belong to a frame. */
  List<AffectEvent> events(long frame) {
    if (frame == 0) {
      return List.of(event(EventKind.STREAM_OPENED, 0).build());
    }
    Expression ended = expression(frame - 1);
    if (frame % SPAN != 0 || ended == Expression.NEUTRAL) {
      return List.of();
    }
    long number = frame / SPAN;
    long onset = (frame - SPAN) * INTERVAL;
    return List.of(
        episode(EventKind.EPISODE_OPENED, onset, number, ended)
            .setOnset(onset)
            .setOffset(onset)
            .setFrames(1)
            .build(),
        episode(EventKind.EPISODE_CLOSED, (frame - 1) * INTERVAL, number, ended)
            .setOnset(onset)
            .setPeak(onset + SPAN / 2 * INTERVAL)
            .setOffset((frame - 1) * INTERVAL)
            .setFrames(SPAN)
            .build());
  }

  AffectEvent closed(long frames) {
    return event(EventKind.STREAM_CLOSED, frames * INTERVAL)
        .setFrames(frames)
        .setDetail("END_OF_STREAM")
        .build();
  }

  private AffectEvent.Builder episode(EventKind kind, long time, long number, Expression label) {
    return event(kind, time)
        .setFace(0)
        .setEpisode(number)
        .setExpression(label)
        .setConfidence(0.7f)
        .setPeakConfidence(0.9f);
  }

  private AffectEvent.Builder event(EventKind kind, long time) {
    return AffectEvent.newBuilder().setStream(stream).setKind(kind).setTime(time).setBundle(BUNDLE);
  }

  /** Words that start with a frame, three times in two seconds. */
  List<Transcript> words(long frame) {
    if (frame % 16 != 0) {
      return List.of();
    }
    long start = frame * INTERVAL;
    Word word = new Word(TEXT.get((int) (frame / 16 % TEXT.size())), start, start + 400_000, 0.9f);
    return List.of(
        Transcript.newBuilder()
            .setStream(stream)
            .setSequence(frame / 16)
            .setWords(List.of(word))
            .setCompleteThrough(start + 400_000)
            .build());
  }
}
