package io.affectstream.training.affwild;

import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.MapStore;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.SpokenWords;
import io.affectstream.features.align.SpokenWords.SpokenWord;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import io.affectstream.training.affwild.TrackFeatures.TableWord;
import io.affectstream.training.affwild.data.AffWildPerson;
import io.affectstream.training.affwild.data.AffWildTask;
import io.affectstream.training.corpus.Evidence;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.data.Columns;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Windows around the frames of one person, cut by the aligner of the stream in strict mode. The
 * data set identifies people, so the face keeps its identity over any gap.
 */
public final class AffWildTrack {

  private static final int STEPS_PER_SECOND = 30;
  private static final int SEGMENT = 60;
  private static final FaceBox SOMEWHERE = new FaceBox(0, 0, 1, 1);
  private static final float[] NOTHING = {};
  private static final TrackerConfig ONE_PERSON = TrackerConfig.DEFAULT.with(1, Duration.ofDays(1));

  private final AffWildPerson person;
  private final TrackFeatures features;
  private final int halo;
  private final Segment[] segments;
  private final Segment.Centre[] centres;

  /**
   * Aligns a person's features.
   *
   * @param person person of the features
   * @param features on the clock of the video
   * @param halo steps M to each side of a centre
   */
  public AffWildTrack(AffWildPerson person, TrackFeatures features, int halo) {
    this.person = person;
    this.features = features;
    this.halo = halo;
    this.segments = new Segment[features.times().length];
    this.centres = new Segment.Centre[features.times().length];
    align();
  }

  private void align() {
    Aligner aligner =
        new Aligner(
            AlignmentConfig.strict(STEPS_PER_SECOND, halo, SEGMENT), new FaceTracker(ONE_PERSON));
    AlignmentState state = new AlignmentState();
    Stores stores = MapStore.stores();
    Collector out = new Collector();
    Set<Modality> modalities = EnumSet.of(Modality.FACE);
    features.voice().ifPresent(voice -> modalities.add(Modality.VOICE));
    features.words().ifPresent(words -> modalities.add(Modality.WORDS));
    aligner.expect(state, modalities);
    features.voice().ifPresent(voice -> aligner.voice(state, stores, voice, out));
    features.words().ifPresent(words -> aligner.words(state, stores, spoken(words), out));
    for (int i = 0; i <= features.times().length; i++) {
      aligner.faces(state, stores, frame(i), out);
    }
    aligner.advance(state, stores, person.name(), out);
  }

  private SpokenWords spoken(List<TableWord> words) {
    List<SpokenWord> spoken =
        words.stream()
            .map(word -> new SpokenWord(word.start(), word.end(), vector(word.row())))
            .toList();
    return new SpokenWords(person.name(), spoken, 0, true);
  }

  /** The aligner passes vectors through; here a vector refers to a row of the table of words. */
  private static float[] vector(int row) {
    return new float[] {row};
  }

  private static int row(float[] vector) {
    return (int) vector[0];
  }

  /** A frame, or the end after the last one. */
  private FaceFrame frame(int index) {
    boolean end = index == features.times().length;
    boolean seen = !end && features.embeddings()[index].length > 0;
    List<Face> faces =
        seen
            ? List.of(
                new Face(SOMEWHERE, 1, 1, NOTHING, NOTHING, features.embeddings()[index], NOTHING))
            : List.of();
    return new FaceFrame(
        person.name(),
        index,
        index,
        end ? 0 : features.times()[index],
        features.interval(),
        seen ? Reason.MEASURED : Reason.NO_FACE,
        faces,
        end);
  }

  /** Keeps the segment of every frame. */
  private final class Collector implements Aligner.Output {

    @Override
    public void segment(Segment segment) {
      for (Segment.Centre centre : segment.centres()) {
        segments[(int) centre.frame()] = segment;
        centres[(int) centre.frame()] = centre;
      }
    }

    @Override
    public void late(LateArrival late) {
      throw new IllegalStateException("strict alignment: nothing is late, found " + late);
    }
  }

  /** The person. */
  public AffWildPerson person() {
    return person;
  }

  /** Digest of all inputs of the windows. */
  public byte[] identity() {
    return features.identity();
  }

  /** Whether there is a voice. */
  public boolean hasVoice() {
    return features.voice().isPresent();
  }

  /** Whether there are words. */
  public boolean hasWords() {
    return features.words().isPresent();
  }

  /** Frames of the video. */
  public int frames() {
    return segments.length;
  }

  /** Whether a frame, counted from 1, shows a face. */
  public boolean isSeen(int frame) {
    return features.embeddings()[frame - 1].length > 0;
  }

  /** Frames to be predicted: those with a face; all of them if there is no face anywhere. */
  public int[] predicted() {
    int[] seen = IntStream.rangeClosed(1, frames()).filter(this::isSeen).toArray();
    return seen.length > 0 ? seen : IntStream.rangeClosed(1, frames()).toArray();
  }

  /**
   * The window around a frame.
   *
   * @param frame counted from 1
   * @param known annotations by task; missing ones and those of unannotated frames are unknown
   * @throws UncheckedIOException if the static feature cannot be read
   */
  public LabelledWindow window(int frame, Map<AffWildTask, float[]> known) {
    Segment segment = segments[frame - 1];
    Segment.Centre centre = centres[frame - 1];
    int from = centre.step() - halo;
    int window = 2 * halo + 1;
    float[] embeddingMask = new float[window];
    float[][] embeddings = segment.subjects().get(centre.subject()).embeddings();
    float[] embedding = rows(embeddings, from, embeddingMask);
    float[] audioMask = new float[window];
    float[] audio = rows(segment.voice(), from, audioMask);
    int[] words = new int[window];
    for (int i = 0; i < window; i++) {
      int word = segment.wordAt()[from + i];
      words[i] = word < 0 ? LabelledWindow.SILENT : row(segment.wordVectors()[word]);
    }
    return new LabelledWindow(
        embedding,
        embeddingMask,
        audio,
        audioMask,
        words,
        memory(frame),
        Optional.ofNullable(known.get(AffWildTask.EXPRESSION))
            .map(row -> Columns.expression((int) row[0])),
        known.getOrDefault(AffWildTask.ACTION_UNITS, NOTHING),
        Evidence.ANYTHING);
  }

  /** Rows as one array with their positions; empty if there are none. */
  private static float[] rows(float[][] all, int from, float[] mask) {
    float[][] cut = Arrays.copyOfRange(all, from, from + mask.length);
    int size = Arrays.stream(cut).mapToInt(row -> row.length).max().orElse(0);
    float[] rows = new float[mask.length * size];
    for (int i = 0; i < cut.length; i++) {
      if (cut[i].length > 0) {
        System.arraycopy(cut[i], 0, rows, i * size, size);
        mask[i] = 1;
      }
    }
    return rows;
  }

  private float[] memory(int frame) {
    if (!isSeen(frame)) {
      return NOTHING;
    }
    try {
      return features.memories().of(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
