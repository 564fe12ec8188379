package io.affectstream.models.served;

import io.affectstream.features.align.Segment;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.time.Grid;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.fusion.Prediction;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.corpus.LabelledWindow;
import io.affectstream.training.corpus.WordBank;
import io.affectstream.training.pool.VoiceActivity;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Composed windows as segments with one centre, predicted by a bundle as it serves.
 *
 * @param models a running bundle whose static input is what the windows contain of the face
 * @param words vectors of the windows' words
 */
public record ServedWindows(ModelRuntime models, WordBank words) {

  private static final String STREAM = "window";
  private static final float[] NOTHING = {};
  private static final FaceBox SOMEWHERE = new FaceBox(0, 0, 48, 48);

  /** The prediction for a window, restricted to some of its modalities. */
  public Prediction predict(LabelledWindow window, Set<Modality> kept) {
    return models.predictor().predict(segment(window, kept)).join().get(0);
  }

  /** Modalities that a window contains: a face, a voice that speaks, words. */
  public static Set<Modality> present(LabelledWindow window) {
    EnumSet<Modality> present = EnumSet.noneOf(Modality.class);
    if (window.memory().length > 0) {
      present.add(Modality.FACE);
    }
    if (VoiceActivity.speaks(window.audio(), window.audioMask())) {
      present.add(Modality.VOICE);
    }
    if (Arrays.stream(window.words()).anyMatch(word -> word != LabelledWindow.SILENT)) {
      present.add(Modality.WORDS);
    }
    return present;
  }

  private Segment segment(LabelledWindow window, Set<Modality> kept) {
    Manifest.GridSpec spec = models.bundle().manifest().grid();
    Grid grid = new Grid(spec.stepsPerSecond());
    int steps = spec.segment() + 2 * spec.halo();
    boolean face = kept.contains(Modality.FACE) && window.memory().length > 0;
    float[][] voice = new float[steps][];
    Arrays.fill(voice, NOTHING);
    int[] wordAt = new int[steps];
    Arrays.fill(wordAt, LabelledWindow.SILENT);
    float[][] vectors = new float[window.words().length][];
    for (int step = 0; step < window.words().length; step++) {
      if (kept.contains(Modality.VOICE) && window.audioMask()[step] > 0) {
        int from = step * AudioFrontEnd.DIMENSIONS;
        voice[step] = Arrays.copyOfRange(window.audio(), from, from + AudioFrontEnd.DIMENSIONS);
      }
      boolean spoken =
          kept.contains(Modality.WORDS) && window.words()[step] != LabelledWindow.SILENT;
      vectors[step] = spoken ? words.vector(window.words()[step]) : NOTHING;
      wordAt[step] = spoken ? step : LabelledWindow.SILENT;
    }
    List<Face> faces =
        face
            ? List.of(new Face(SOMEWHERE, 1, 1, NOTHING, NOTHING, NOTHING, window.memory()))
            : List.of();
    boolean[] seen = new boolean[steps];
    seen[spec.halo()] = face;
    float[][] embeddings = new float[steps][0];
    long time = grid.timeOf(spec.halo());
    return new Segment(
        STREAM,
        0,
        0,
        List.of(new Segment.Subject(face ? 0 : Segment.NO_FACE, embeddings, seen)),
        voice,
        vectors,
        wordAt,
        List.of(
            new Segment.Centre(
                0,
                spec.halo(),
                time,
                grid.timeOf(1),
                spec.halo(),
                face ? Reason.MEASURED : Reason.NO_FACE,
                faces,
                0)),
        NoWords.NONE,
        time,
        StreamEnd.NONE);
  }
}
