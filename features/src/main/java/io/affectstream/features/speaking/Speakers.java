package io.affectstream.features.speaking;

import io.affectstream.features.audio.AudioFrontEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which of the faces of a frame speaks, or nobody in the image. At most one of them does: with the
 * odds o of each face that the voice is its own ({@link SpeakingModel}), its probability is {@code
 * o / (1 + sum of o)}, and that of a voice off screen is {@code 1 / (1 + sum of o)}. If the mouth
 * of a face is not known for long enough, the voice may be this face's instead.
 *
 * <p>Faces are judged while somebody speaks: if enough steps around the frame have a pitch. The
 * only face of a frame is taken to speak unless it clearly does not.
 */
public final class Speakers {

  /** Steps of the window to each side of a frame. */
  public static final int REACH = 45;

  /** Probability below which the only face of a frame does not speak. */
  static final float CLEARLY_SILENT = 0.1f;

  /** Probability from which a voice off screen has a row of its own, beside several faces. */
  static final float OFF_SCREEN = 0.5f;

  private static final int MIN_VOICED = 10;
  private static final float MIN_LEVEL = 0.001f;

  private final SpeakingModel model;
  private final SpeakingMode mode;

  /** Judges by a model; {@code mode} decides the weights. */
  public Speakers(SpeakingModel model, SpeakingMode mode) {
    this.model = model;
    this.mode = mode;
  }

  /**
   * The answer for a frame.
   *
   * @param faces in the order of the frame's faces
   * @param offScreen of a voice that has a row of its own; empty if there is none
   */
  public record Answer(List<Speaking> faces, Optional<Speaking> offScreen) {}

  /**
   * Judges the faces of a frame.
   *
   * @param openings {@link Mouth#opening} of each face of the frame per step of a segment
   * @param voice voice features of the segment {@code [steps][42]}, an empty row where there is no
   *     voice
   * @param step the frame's step
   * @param reach steps of the window to each side, within the segment
   */
  public Answer at(List<float[]> openings, float[][] voice, int step, int reach) {
    int from = step - reach;
    int to = step + reach + 1;
    if (mode == SpeakingMode.OFF || openings.isEmpty() || !speaks(voice, from, to)) {
      return new Answer(
          openings.stream().map(opening -> Speaking.UNKNOWN).toList(), Optional.empty());
    }
    double[] odds = new double[openings.size()];
    double sum = 1;
    int unknown = 0;
    for (int f = 0; f < odds.length; f++) {
      Optional<MouthEvidence> evidence = MouthEvidence.of(openings.get(f), voice, from, to);
      odds[f] = evidence.map(e -> Math.exp(model.logOdds(e))).orElse(Double.NaN);
      sum += evidence.isPresent() ? odds[f] : 0;
      unknown += evidence.isPresent() ? 0 : 1;
    }
    float rest = (float) (1 / sum);
    List<Speaking> faces = new ArrayList<>(odds.length);
    for (double odd : odds) {
      faces.add(
          Double.isNaN(odd)
              ? new Speaking(Float.NaN, weight(rest / unknown, odds.length))
              : judged((float) (odd / sum), odds.length));
    }
    return new Answer(faces, unknown > 0 ? Optional.empty() : offScreen(rest, odds.length));
  }

  private Speaking judged(float probability, int faces) {
    return new Speaking(probability, weight(probability, faces));
  }

  private float weight(float probability, int faces) {
    boolean counts = mode == SpeakingMode.FUSED && (faces > 1 || probability < CLEARLY_SILENT);
    return counts ? probability : 1;
  }

  private Optional<Speaking> offScreen(float probability, int faces) {
    float bound = faces > 1 ? OFF_SCREEN : 1 - CLEARLY_SILENT;
    return mode == SpeakingMode.FUSED && probability > bound
        ? Optional.of(new Speaking(probability, 1))
        : Optional.empty();
  }

  /** Whether enough steps have a pitch and are not very quiet. */
  private static boolean speaks(float[][] voice, int from, int to) {
    int voiced = 0;
    for (int i = from; i < to; i++) {
      boolean isVoiced =
          voice[i].length > 0
              && voice[i][AudioFrontEnd.PITCH] > 0
              && voice[i][AudioFrontEnd.RMS] > MIN_LEVEL;
      voiced += isVoiced ? 1 : 0;
    }
    return voiced >= MIN_VOICED;
  }
}
