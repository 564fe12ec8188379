package io.affectstream.features.align;

import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Runs one stream through an aligner in memory, with factories for its inputs. */
final class AlignmentRun implements Aligner.Output {

  static final String STREAM = "s";

  final AlignmentState state = new AlignmentState();
  final Stores stores = MapStore.stores();
  final List<Segment> segments = new ArrayList<>();
  final List<Segment> live = new ArrayList<>();
  final List<LateArrival> late = new ArrayList<>();
  final Aligner aligner;
  boolean over;

  AlignmentRun(AlignmentConfig config) {
    this(config, 0);
  }

  /** With a live window for every {@code liveEvery}-th row. */
  AlignmentRun(AlignmentConfig config, int liveEvery) {
    aligner = new Aligner(config, new FaceTracker(TrackerConfig.DEFAULT), liveEvery);
  }

  AlignmentRun expect(Modality... modalities) {
    aligner.expect(state, Set.of(modalities));
    return this;
  }

  AlignmentRun feed(Consumer<AlignmentRun> part) {
    part.accept(this);
    over |= aligner.advance(state, stores, STREAM, this);
    return this;
  }

  static Consumer<AlignmentRun> faces(FaceFrame frame) {
    return run -> run.aligner.faces(run.state, run.stores, frame, run);
  }

  static Consumer<AlignmentRun> voice(VoiceSteps voice) {
    return run -> run.aligner.voice(run.state, run.stores, voice, run);
  }

  static Consumer<AlignmentRun> words(SpokenWords words) {
    return run -> run.aligner.words(run.state, run.stores, words, run);
  }

  /** A frame with one face whose embedding carries its number. */
  static FaceFrame frame(long number, long time, long interval) {
    Face face =
        new Face(
            new FaceBox(10, 10, 50, 50),
            0.9f,
            0.8f,
            new float[8],
            new float[0],
            new float[] {number},
            new float[0]);
    return new FaceFrame(
        STREAM, number, number, time, interval, Reason.MEASURED, List.of(face), false);
  }

  /** A frame with faces of these sides, side by side, each with its side as embedding. */
  static FaceFrame frameOf(long number, long time, long interval, float... sides) {
    List<Face> faces = new ArrayList<>();
    for (int i = 0; i < sides.length; i++) {
      FaceBox box = new FaceBox(200 * i, 10, sides[i], sides[i]);
      float[] embedding = {sides[i]};
      faces.add(new Face(box, 0.9f, 0.8f, new float[8], new float[0], embedding, new float[0]));
    }
    faces.sort(Comparator.comparingDouble(face -> -face.box().area()));
    return new FaceFrame(STREAM, number, number, time, interval, Reason.MEASURED, faces, false);
  }

  static FaceFrame noFace(long number, long time, long interval) {
    return new FaceFrame(STREAM, number, number, time, interval, Reason.NO_FACE, List.of(), false);
  }

  static FaceFrame endOfFaces(long number) {
    return new FaceFrame(STREAM, number, number, 0, 0, Reason.NO_INPUT, List.of(), true);
  }

  /** Voice of the steps [from, to), each feature carrying its step. */
  static VoiceSteps voiceOf(Grid grid, long from, long to, boolean end) {
    long[] steps = new long[(int) (to - from)];
    float[][] features = new float[steps.length][];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = from + i;
      features[i] = new float[] {from + i};
    }
    return new VoiceSteps(STREAM, steps, features, end ? Long.MAX_VALUE : grid.startOf(to), end);
  }

  static SpokenWords word(long start, long end, float mark, long progress) {
    return new SpokenWords(
        STREAM, List.of(new SpokenWord(start, end, new float[] {mark})), progress, false);
  }

  static SpokenWords endOfWords() {
    return new SpokenWords(STREAM, List.of(), Long.MAX_VALUE, true);
  }

  /** The content of the rows as text that shows every difference. */
  List<String> rows(int halo) {
    List<String> rows = new ArrayList<>();
    for (Segment segment : segments) {
      for (Segment.Centre centre : segment.centres()) {
        rows.add(row(segment, centre, centre.step() - halo, centre.step() + halo));
      }
    }
    return rows;
  }

  /** The content of a row, with the entries {@code from} to {@code to} of its window. */
  static String row(Segment segment, Segment.Centre centre, int from, int to) {
    StringBuilder text = new StringBuilder();
    Segment.Subject subject = segment.subjects().get(centre.subject());
    text.append(centre.frame()).append('@').append(centre.time()).append(' ');
    text.append(subject.face()).append(' ').append(centre.reason());
    for (int i = from; i <= to; i++) {
      text.append(" |").append(subject.seen()[i] ? Arrays.toString(subject.embeddings()[i]) : "-");
      text.append(Arrays.toString(segment.voice()[i]));
      int word = segment.wordAt()[i];
      text.append(word < 0 ? "-" : Arrays.toString(segment.wordVectors()[word]));
    }
    return text.toString();
  }

  @Override
  public void segment(Segment segment) {
    segments.add(segment);
  }

  @Override
  public void live(Segment window) {
    live.add(window);
  }

  @Override
  public void late(LateArrival arrival) {
    late.add(arrival);
  }
}
