package io.affectstream.models.speaking;

import io.affectstream.features.speaking.Mouth;
import io.affectstream.features.speaking.Speakers;
import io.affectstream.features.speaking.Speaking;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.speaking.SpeakingModel;
import io.affectstream.inference.ModelRuntime;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.RuntimeConfig;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.training.metrics.Bootstrap;
import io.affectstream.training.metrics.Bootstrap.Interval;
import io.affectstream.training.metrics.Confusion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Who speaks, on pairs of people side by side with one sound. The model of a pair is fitted without
 * the people in it. Faces are measured in the recordings of one person each, as the stages measure
 * them; the pair and its sound are composed of these measures.
 */
public final class SpeakingEvaluation {

  /**
   * A kind of pair.
   *
   * @param name what it is
   * @param right share of the steps with the right answer, with a 95 % interval over steps
   * @param steps number of steps
   */
  public record Line(String name, Interval right, int steps) {}

  /**
   * The result.
   *
   * @param model fitted on all recordings
   * @param talkers recordings in which somebody speaks
   * @param lines per kind of pair
   */
  public record Report(SpeakingModel model, int talkers, List<Line> lines) {}

  private static final int NOBODY = -1;

  private SpeakingEvaluation() {}

  /**
   * Fits and measures on the recordings of a folder.
   *
   * @throws IOException if one cannot be read
   * @throws BundleException if the bundle is refused
   */
  public static Report of(Path folder, ModelSource bundle) throws IOException, BundleException {
    List<TalkingClip> clips;
    try (ModelRuntime.Lease lease = ModelRuntime.lease(bundle, RuntimeConfig.DEFAULT)) {
      clips = TalkingClip.read(folder, lease.runtime());
    }
    SpeakingTrials trials = new SpeakingTrials(clips);
    List<TalkingClip> talkers = clips.stream().filter(TalkingClip::talks).toList();
    Random random = new Random(2);
    List<Tally> tallies =
        List.of(
            new Tally("a still mouth beside the speaker's"),
            new Tally("the same, sound 200 ms late"),
            new Tally("the same, sound 200 ms early"),
            new Tally("somebody who moves without a sound beside the speaker"),
            new Tally("two still mouths, a voice off screen"),
            new Tally("one face, which speaks, keeps the voice"),
            new Tally("one still face, a voice off screen"),
            new Tally("two talking mouths, the sound of one"),
            new Tally("the same, sound 200 ms late"),
            new Tally("the same, sound 200 ms early"),
            new Tally("two talking mouths, a third voice off screen"));
    for (TalkingClip one : talkers) {
      SpeakingModel without = trials.fit(List.of(one));
      float[] still = SpeakingTrials.still(one, random);
      float[] late = SpeakingTrials.shifted(one.opening(), -SpeakingTrials.LATE);
      float[] early = SpeakingTrials.shifted(one.opening(), SpeakingTrials.LATE);
      tallies.get(0).add(without, one, 0, one.opening(), still);
      tallies.get(1).add(without, one, 0, late, still);
      tallies.get(2).add(without, one, 0, early, still);
      for (TalkingClip silent : clips) {
        if (!silent.talks()) {
          tallies
              .get(3)
              .add(trials.fit(List.of(one, silent)), one, 0, one.opening(), silent.opening());
        }
      }
      tallies.get(4).add(without, one, NOBODY, still, SpeakingTrials.still(one, random));
      tallies.get(5).add(without, one, 0, one.opening());
      tallies.get(6).add(without, one, NOBODY, still);
      for (TalkingClip other : talkers) {
        if (!other.name().equals(one.name())) {
          SpeakingModel pair = trials.fit(List.of(one, other));
          tallies.get(7).add(pair, one, 0, one.opening(), other.opening());
          tallies.get(8).add(pair, one, 0, late, other.opening());
          tallies.get(9).add(pair, one, 0, early, other.opening());
          TalkingClip third = talkers.get((talkers.indexOf(other) + 1) % talkers.size());
          if (!third.name().equals(one.name())) {
            tallies.get(10).add(pair, one, NOBODY, other.opening(), third.opening());
          }
        }
      }
    }
    return new Report(
        trials.fit(List.of()), talkers.size(), tallies.stream().map(Tally::line).toList());
  }

  private static final class Tally {

    private final String name;
    private final List<Integer> right = new ArrayList<>();

    Tally(String name) {
      this.name = name;
    }

    /** Counts the steps in which a face, or {@link #NOBODY}, is found to speak. */
    void add(SpeakingModel model, TalkingClip sound, int speaker, float[]... mouths) {
      Speakers speakers = new Speakers(model, SpeakingMode.FUSED);
      List<float[]> openings = Arrays.stream(mouths).map(SpeakingEvaluation::padded).toList();
      float[][] voice = new float[sound.voice().length + 2 * Speakers.REACH][0];
      System.arraycopy(sound.voice(), 0, voice, Speakers.REACH, sound.voice().length);
      List<float[]> fitted =
          openings.stream().map(opening -> resized(opening, voice.length)).toList();
      for (int centre : SpeakingTrials.centres(sound)) {
        Speakers.Answer answer =
            speakers.at(fitted, voice, centre + Speakers.REACH, Speakers.REACH);
        right.add(isRight(answer, speaker) ? 1 : 0);
      }
    }

    private static boolean isRight(Speakers.Answer answer, int speaker) {
      if (speaker == NOBODY) {
        return answer.offScreen().isPresent();
      }
      Speaking own = answer.faces().get(speaker);
      return answer.offScreen().isEmpty()
          && answer.faces().stream().noneMatch(face -> face.probability() > own.probability());
    }

    Line line() {
      int[] truth = new int[right.size()];
      Arrays.fill(truth, 1);
      int[] found = right.stream().mapToInt(Integer::intValue).toArray();
      return new Line(name, Bootstrap.of(truth, found, 2, Confusion::accuracy), right.size());
    }
  }

  private static float[] padded(float[] opening) {
    float[] padded = new float[opening.length + 2 * Speakers.REACH];
    Arrays.fill(padded, Mouth.UNKNOWN);
    System.arraycopy(opening, 0, padded, Speakers.REACH, opening.length);
    return padded;
  }

  private static float[] resized(float[] opening, int length) {
    float[] resized = Arrays.copyOf(opening, length);
    if (length > opening.length) {
      Arrays.fill(resized, opening.length, length, Mouth.UNKNOWN);
    }
    return resized;
  }
}
