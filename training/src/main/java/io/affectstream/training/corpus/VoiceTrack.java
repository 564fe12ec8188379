package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.corpus.Story.Condition;
import io.affectstream.training.corpus.Story.Shown;
import io.affectstream.training.corpus.VoiceBank.Voice;
import io.affectstream.training.data.Utterance;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws the sound of a window of a {@link ComposedCorpus}. */
final class VoiceTrack {

  static final double TALKS_AT_REST = 0.5;
  static final int PAUSE = 4;
  static final int PAUSE_SPREAD = 12;
  private static final double SILENT_TRACK = 0.5;

  private final VoiceBank voices;
  private final int halo;

  VoiceTrack(VoiceBank voices, int halo) {
    this.voices = voices;
    this.halo = halo;
  }

  /** Utterances of one speaker over the window, by the story. */
  void of(Story story, float[] audio, float[] mask, SplittableRandom random) {
    Shown shown = story.of(Modality.VOICE);
    boolean absent = shown.condition() == Condition.ABSENT;
    if (absent && random.nextDouble() >= SILENT_TRACK) {
      return;
    }
    List<Integer> able = voices.of(absent ? Expression.NEUTRAL : shown.expression());
    int first = able.get(random.nextInt(able.size()));
    int variant = variant(shown.condition(), random);
    Arrays.fill(mask, 1);
    background(voices.voice(first, variant), audio, random);
    if (absent) {
      return;
    }
    String speaker = voices.utterance(first).speaker();
    List<Integer> neutral = voices.of(Expression.NEUTRAL, speaker);
    int begin = halo + story.onset() + random.nextInt(PAUSE_SPREAD) - PAUSE;
    int end = halo + story.offset();
    if (story.hasEpisode()) {
      List<Integer> own = voices.of(shown.expression(), speaker);
      talk(own, first, variant, begin, end, audio, random);
    }
    if (!neutral.isEmpty() && random.nextDouble() < TALKS_AT_REST) {
      int any = neutral.get(random.nextInt(neutral.size()));
      int until = story.hasEpisode() ? begin - PAUSE : mask.length;
      talk(neutral, any, variant, random.nextInt(PAUSE_SPREAD) - halo, until, audio, random);
      if (story.hasEpisode()) {
        int again = end + PAUSE + random.nextInt(PAUSE_SPREAD);
        talk(neutral, any, variant, again, mask.length, audio, random);
      }
    }
  }

  /** Random utterances at random times, in a voice unlike any known one. */
  void foreign(float[] audio, float[] mask, SplittableRandom random) {
    List<Integer> all = voices.indices();
    int first = all.get(random.nextInt(all.size()));
    Utterance spoken = voices.utterance(first);
    int variant = random.nextInt(VoiceBank.VARIANTS);
    Arrays.fill(mask, 1);
    background(voices.voice(first, variant), audio, random);
    List<Integer> own = voices.of(spoken.label(), spoken.speaker());
    talk(own, first, variant, random.nextInt(2 * halo) - halo, mask.length, audio, random);
    VoiceDistortion.foreign(audio, mask, random);
  }

  private static int variant(Condition condition, SplittableRandom random) {
    int half = VoiceBank.VARIANTS / 2;
    return condition == Condition.CORRUPTED ? half + random.nextInt(half) : random.nextInt(half);
  }

  private static void background(Voice voice, float[] audio, SplittableRandom random) {
    for (int i = 0; i < audio.length / AudioFrontEnd.DIMENSIONS; i++) {
      put(voice.steps()[random.nextInt(voice.from())], audio, i);
    }
  }

  /** Consecutive utterances until the end, the last one cut. */
  private void talk(
      List<Integer> own,
      int first,
      int variant,
      int begin,
      int end,
      float[] audio,
      SplittableRandom random) {
    int window = audio.length / AudioFrontEnd.DIMENSIONS;
    int at = begin;
    int next = first;
    while (at < Math.min(end, window)) {
      Voice voice = voices.voice(next, variant);
      // An utterance may start before the window or the episode: enter it anywhere.
      int skipped = at == begin ? random.nextInt(Math.max(1, voice.length() / 2)) : 0;
      for (int i = voice.from() + skipped; i < voice.to() && at < end; i++, at++) {
        if (at >= 0 && at < window) {
          put(voice.steps()[i], audio, at);
        }
      }
      at += PAUSE + random.nextInt(PAUSE_SPREAD);
      next = own.get(random.nextInt(own.size()));
    }
  }

  private static void put(float[] row, float[] audio, int step) {
    System.arraycopy(row, 0, audio, step * AudioFrontEnd.DIMENSIONS, row.length);
  }
}
