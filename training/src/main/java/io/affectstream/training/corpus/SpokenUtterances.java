package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.training.corpus.VoiceBank.Voice;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Voice only: windows of utterances, classes drawn evenly. */
public final class SpokenUtterances implements SampleSource {

  private final VoiceBank voices;
  private final int halo;
  private final List<List<Integer>> classes;

  /**
   * Windows within utterances.
   *
   * @param voices the utterances
   * @param halo steps M to each side of a centre
   */
  public SpokenUtterances(VoiceBank voices, int halo) {
    this.voices = voices;
    this.halo = halo;
    classes =
        Stream.of(Expression.values())
            .map(voices::of)
            .filter(utterances -> !utterances.isEmpty())
            .toList();
  }

  @Override
  public Sample draw(SplittableRandom random) {
    List<Integer> utterances = classes.get(random.nextInt(classes.size()));
    int utterance = utterances.get(random.nextInt(utterances.size()));
    int variant = random.nextInt(VoiceBank.VARIANTS);
    int length = voices.voice(utterance, variant).length();
    Sample sample = window(utterance, variant, random.nextInt(Math.max(1, length)));
    VoiceDistortion.apply(sample.audio(), sample.audioMask(), random);
    return sample;
  }

  /**
   * The window around a step of an utterance; silence outside its track.
   *
   * @param centre step within the speech
   */
  public Sample window(int utterance, int variant, int centre) {
    Voice voice = voices.voice(utterance, variant);
    int window = 2 * halo + 1;
    float[] audio = new float[window * AudioFrontEnd.DIMENSIONS];
    float[] mask = new float[window];
    for (int i = 0; i < window; i++) {
      int at = voice.from() + centre + i - halo;
      if (at >= 0 && at < voice.steps().length) {
        float[] row = voice.steps()[at];
        System.arraycopy(row, 0, audio, i * row.length, row.length);
        mask[i] = 1;
      }
    }
    int[] silent = new int[window];
    Arrays.fill(silent, Sample.SILENT);
    return new Sample(
        new float[0],
        new float[0],
        audio,
        mask,
        silent,
        new float[0],
        voices.utterance(utterance).label(),
        new float[0]);
  }
}
