package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Modality;
import io.affectstream.training.corpus.Story.Condition;
import io.affectstream.training.corpus.Story.Shown;
import io.affectstream.training.corpus.WordBank.Spoken;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Draws windows from three banks. For a class, neutral more often than the others: a face that goes
 * from a similar neutral image to one of the class and back, utterances of one speaker, a comment
 * at a natural rate. Every modality is sometimes absent, corrupted or neutral, so that no single
 * one is sufficient; before and after the episode people are at rest. A neutral centre may have an
 * adjacent episode. Sometimes one modality contradicts the two others, which are correct. {@code
 * OTHER} is boredom in the voice, or three modalities of which no two agree. For training, voices
 * are distorted to resemble other speakers, and some may be foreign: unlike any of the few known
 * ones, so that they carry no information about the class.
 */
public final class ComposedCorpus implements WindowSource {

  private static final int EMBEDDING = 16;
  private static final float JITTER = 0.04f;
  private static final double NEUTRAL = 0.15;
  private static final double GAP = 0.15;
  private static final int SHORTEST_GAP = 5;
  private static final int GAP_SPREAD = 35;
  private static final double REPLACED = 0.3;
  private static final double DROPPED = 0.1;

  private final FaceBank faces;
  private final VoiceTrack sound;
  private final WordBank words;
  private final int halo;
  private final Variety as;

  /**
   * @param faces images of this split only
   * @param voices speakers of this split only
   * @param words comments of this split only
   * @param halo steps M to each side of a centre
   * @param as variation of the windows
   */
  public ComposedCorpus(FaceBank faces, VoiceBank voices, WordBank words, int halo, Variety as) {
    this.faces = faces;
    sound = new VoiceTrack(voices, halo);
    this.words = words;
    this.halo = halo;
    this.as = as;
  }

  @Override
  public LabelledWindow draw(SplittableRandom random) {
    Expression[] classes = Expression.values();
    boolean rest = random.nextDouble() < NEUTRAL;
    Expression label = rest ? Expression.NEUTRAL : classes[random.nextInt(classes.length)];
    Story story = Story.draw(label, as.lastingEpisodes(), halo, random);
    int window = 2 * halo + 1;
    float[] embedding = new float[window * EMBEDDING];
    float[] embeddingMask = new float[window];
    Static centre = face(story, embedding, embeddingMask, random.split());
    float[] audio = new float[window * AudioFrontEnd.DIMENSIONS];
    float[] audioMask = new float[window];
    Evidence evidence =
        centre.isPresent() ? story.evidence() : story.evidence().without(Modality.FACE);
    Evidence others = evidence.without(Modality.VOICE);
    if (as.foreignVoices() > 0
        && others.isShownBy(EnumSet.allOf(Modality.class))
        && random.nextDouble() < as.foreignVoices()) {
      sound.foreign(audio, audioMask, random.split());
      evidence = others;
    } else {
      sound.of(story, audio, audioMask, random.split());
      if (as.distorted()) {
        VoiceDistortion.apply(audio, audioMask, random);
      }
    }
    return new LabelledWindow(
        embedding,
        embeddingMask,
        audio,
        audioMask,
        words(story, random.split()),
        centre.tokens,
        Optional.of(story.label()),
        centre.units,
        evidence);
  }

  /**
   * Variation of the windows beyond that of the data sets.
   *
   * @param distorted whether voices are distorted to resemble other speakers and microphones
   * @param foreignVoices share of foreign voices among the windows whose class is recognisable
   *     without them
   * @param lastingEpisodes share of episodes that last for the whole window
   */
  public record Variety(boolean distorted, double foreignVoices, double lastingEpisodes) {

    /** Nothing added, for measuring. */
    public static final Variety PLAIN = new Variety(false, 0, 0);

    /** Voices distorted, for training. */
    public static final Variety DISTORTED = new Variety(true, 0, 0);
  }

  /** The centre's face. */
  private record Static(float[] tokens, float[] units) {

    static final Static ABSENT = new Static(new float[0], new float[0]);

    boolean isPresent() {
      return tokens.length > 0;
    }
  }

  private Static face(Story story, float[] embedding, float[] mask, SplittableRandom random) {
    Shown shown = story.of(Modality.FACE);
    if (shown.condition() == Condition.ABSENT) {
      return Static.ABSENT;
    }
    int variant = shown.condition() == Condition.CLEAR ? FaceBank.CLEAR : FaceBank.CORRUPTED;
    int apex = faces.draw(shown.expression(), random).orElseThrow();
    int rest = shown.expression() == Expression.NEUTRAL ? apex : faces.neutralPartner(apex, random);
    int gap = random.nextDouble() < GAP ? random.nextInt(mask.length) : mask.length;
    int gapEnd = gap + SHORTEST_GAP + random.nextInt(GAP_SPREAD);
    float[] from = faces.embedding(rest, variant);
    float[] to = faces.embedding(apex, variant);
    for (int i = 0; i < mask.length; i++) {
      if (i < gap || i >= gapEnd) {
        mask[i] = 1;
        blend(from, to, story.amplitude(i - halo), embedding, i * EMBEDDING, random);
      }
    }
    if (mask[halo] == 0) {
      return Static.ABSENT;
    }
    float amplitude = story.amplitude(0);
    float[] tokens = mixed(faces.tokens(rest, variant), faces.tokens(apex, variant), amplitude);
    boolean known = faces.units(rest).length > 0 && faces.units(apex).length > 0;
    float[] units = known ? mixed(faces.units(rest), faces.units(apex), amplitude) : new float[0];
    return new Static(tokens, units);
  }

  private static void blend(
      float[] from, float[] to, float share, float[] out, int offset, SplittableRandom random) {
    double length = 1e-9;
    for (int i = 0; i < from.length; i++) {
      float jitter = JITTER * (float) (2 * random.nextDouble() - 1);
      float value = (1 - share) * from[i] + share * to[i] + jitter;
      out[offset + i] = value;
      length += value * value;
    }
    float scale = (float) (1 / Math.sqrt(length));
    for (int i = 0; i < from.length; i++) {
      out[offset + i] *= scale;
    }
  }

  private static float[] mixed(float[] from, float[] to, float share) {
    float[] mixed = new float[from.length];
    for (int i = 0; i < mixed.length; i++) {
      mixed[i] = (1 - share) * from[i] + share * to[i];
    }
    return mixed;
  }

  private int[] words(Story story, SplittableRandom random) {
    int[] track = new int[2 * halo + 1];
    Arrays.fill(track, LabelledWindow.SILENT);
    Shown shown = story.of(Modality.WORDS);
    if (shown.condition() == Condition.ABSENT) {
      return track;
    }
    boolean corrupted = shown.condition() == Condition.CORRUPTED;
    int onset = story.lasts(halo) ? random.nextInt(halo) : halo + story.onset();
    int begin = onset + random.nextInt(VoiceTrack.PAUSE_SPREAD) - VoiceTrack.PAUSE;
    int end = halo + story.offset();
    if (story.hasEpisode()) {
      say(shown.expression(), corrupted, begin, end, track, random);
    }
    if (random.nextDouble() < VoiceTrack.TALKS_AT_REST) {
      int until = story.hasEpisode() ? begin - VoiceTrack.PAUSE : track.length;
      int from = story.hasEpisode() ? -halo : -random.nextInt(halo);
      say(Expression.NEUTRAL, corrupted, from, until, track, random);
      if (story.hasEpisode()) {
        int again = end + VoiceTrack.PAUSE + random.nextInt(VoiceTrack.PAUSE_SPREAD);
        say(Expression.NEUTRAL, corrupted, again, track.length, track, random);
      }
    }
    return track;
  }

  /** One comment, cut at the end. */
  private void say(
      Expression label,
      boolean corrupted,
      int begin,
      int end,
      int[] track,
      SplittableRandom random) {
    List<Integer> comments = words.of(label);
    Spoken comment = words.comment(comments.get(random.nextInt(comments.size())));
    float pace = (float) (0.8 + 0.4 * random.nextDouble());
    float at = begin;
    for (int i = 0; i < comment.words().length; i++) {
      float next = at + pace * comment.steps()[i];
      int word = corrupted ? misheard(comment.words()[i], random) : comment.words()[i];
      int to = Math.min(Math.min(track.length, end), Math.round(next));
      for (int step = Math.max(0, Math.round(at)); step < to; step++) {
        track[step] = word;
      }
      at = next;
    }
  }

  /**
   * Another word or none; of an utterance so far only none, as another row is another utterance.
   */
  private int misheard(int word, SplittableRandom random) {
    double draw = random.nextDouble();
    if (draw < REPLACED && !words.isInContext()) {
      return random.nextInt(words.words());
    }
    return draw >= REPLACED && draw < REPLACED + DROPPED ? LabelledWindow.SILENT : word;
  }
}
