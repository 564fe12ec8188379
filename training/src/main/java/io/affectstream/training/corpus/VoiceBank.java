package io.affectstream.training.corpus;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackerProvider;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.time.Grid;
import io.affectstream.schemas.Expression;
import io.affectstream.training.ItemListener;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.cache.FeatureCache.Computation;
import io.affectstream.training.data.AudioFile;
import io.affectstream.training.data.Speed;
import io.affectstream.training.data.Utterance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Utterances as voice features on the time grid, by the front end of the stream, each in several
 * variations of loudness, speed and background noise. Pitch is tracked as in a stream with default
 * settings: by the tracker of another module if present, else by the built-in one.
 */
public final class VoiceBank {

  /** Variations per utterance; 0 is clear, higher ones are noisier. */
  public static final int VARIANTS = 8;

  private static final double BACKGROUND_SECONDS = 0.8;
  private static final int STEPS_PER_SECOND = 30;
  private static final double SLOWEST = 0.84;
  private static final double FASTEST = 1.19;

  /**
   * One variation of one utterance.
   *
   * @param steps {@code [n][42]} with background before and after
   * @param from first step of speech
   * @param to step after the last one of speech
   */
  public record Voice(float[][] steps, int from, int to) {

    /** Steps of speech. */
    public int length() {
      return to - from;
    }
  }

  private final List<Utterance> utterances;
  private final List<List<Voice>> voices;
  private final List<Integer> chosen;

  private VoiceBank(VoiceBank all, List<Integer> chosen) {
    utterances = all.utterances;
    voices = all.voices;
    this.chosen = chosen;
  }

  /**
   * Reads and analyses.
   *
   * @param utterances utterances to read
   * @param seed of the variations
   * @param kept cache folder of the features; empty: no cache
   * @param listener notified after every utterance
   * @throws IOException if a file cannot be read or written
   */
  public VoiceBank(
      List<Utterance> utterances, long seed, Optional<Path> kept, ItemListener listener)
      throws IOException {
    this.utterances = List.copyOf(utterances);
    this.chosen = IntStream.range(0, utterances.size()).boxed().toList();
    this.voices = new ArrayList<>();
    PitchTrackerProvider tracker = PitchTrackers.find(PitchTrackers.AUTO);
    AudioFrontEnd frontEnd =
        new AudioFrontEnd(
            new Grid(STEPS_PER_SECOND),
            tracker.create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    Optional<FeatureCache> cache =
        kept.map(
            folder ->
                new FeatureCache(
                    folder, "voice-bank 1 %s %s".formatted(AudioFrontEnd.ID, tracker.name())));
    for (int i = 0; i < utterances.size(); i++) {
      SpokenFile recording = new SpokenFile(utterances.get(i).file());
      List<Voice> variants = new ArrayList<>();
      for (int variant = 0; variant < VARIANTS; variant++) {
        long draw = seed * 17 + i * 104_729L + variant;
        int number = variant;
        Computation computation =
            () -> packed(voice(frontEnd, recording.samples(), number, new SplittableRandom(draw)));
        FeatureArray features =
            cache.isPresent()
                ? cache.get().of(identity(recording.file, variant, draw), computation)
                : computation.compute();
        variants.add(unpacked(features));
      }
      voices.add(variants);
      listener.done("voices", i + 1, utterances.size());
    }
  }

  /** A file, decoded at most once. */
  private static final class SpokenFile {

    private final Path file;
    private Optional<float[]> samples = Optional.empty();

    SpokenFile(Path file) {
      this.file = file;
    }

    float[] samples() throws IOException {
      if (samples.isEmpty()) {
        samples = Optional.of(AudioFile.mono(file, AudioFrontEnd.SAMPLE_RATE_HZ));
      }
      return samples.get();
    }
  }

  private static byte[] identity(Path file, int variant, long draw) throws IOException {
    byte[] content = Files.readAllBytes(file);
    return ByteBuffer.allocate(Integer.BYTES + Long.BYTES + content.length)
        .putInt(variant)
        .putLong(draw)
        .put(content)
        .array();
  }

  /** A row with the bounds of speech, then the steps. */
  private static FeatureArray packed(Voice voice) {
    int size = AudioFrontEnd.DIMENSIONS;
    float[] values = new float[(voice.steps.length + 1) * size];
    values[0] = voice.from;
    values[1] = voice.to;
    for (int i = 0; i < voice.steps.length; i++) {
      System.arraycopy(voice.steps[i], 0, values, (i + 1) * size, size);
    }
    return new FeatureArray(new int[] {voice.steps.length + 1, size}, values);
  }

  private static Voice unpacked(FeatureArray features) {
    int size = features.shape()[1];
    float[][] steps = new float[features.shape()[0] - 1][];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = Arrays.copyOfRange(features.values(), (i + 1) * size, (i + 2) * size);
    }
    return new Voice(steps, (int) features.values()[0], (int) features.values()[1]);
  }

  private static Voice voice(
      AudioFrontEnd frontEnd, float[] samples, int variant, SplittableRandom random) {
    float[] spoken =
        variant == 0
            ? samples
            : Speed.changed(samples, SLOWEST + (FASTEST - SLOWEST) * random.nextDouble());
    int lead = (int) (BACKGROUND_SECONDS * AudioFrontEnd.SAMPLE_RATE_HZ);
    float[] track = new float[spoken.length + 2 * lead];
    double gain = Math.pow(10, (variant == 0 ? 0 : -12 + 18 * random.nextDouble()) / 20);
    double snr = variant == 0 ? 45 : 40 - 4.0 * variant + 5 * random.nextDouble();
    double noise = isSilent(variant) ? 0 : gain * rms(spoken) * Math.pow(10, -snr / 20);
    double colour = random.nextDouble();
    double last = 0;
    for (int i = 0; i < track.length; i++) {
      // From white towards brown noise.
      last = colour * last + Math.sqrt(1 - colour * colour) * Normal.draw(random);
      int at = i - lead;
      double voice = at >= 0 && at < spoken.length ? gain * spoken[at] : 0;
      track[i] = (float) Math.max(-1, Math.min(1, voice + noise * last));
    }
    float[][] steps = features(frontEnd, track);
    int from = (int) Math.round(BACKGROUND_SECONDS * STEPS_PER_SECOND);
    int length = spoken.length * STEPS_PER_SECOND / AudioFrontEnd.SAMPLE_RATE_HZ;
    return new Voice(steps, from, Math.min(steps.length, from + length));
  }

  /**
   * Voice features of a recording on the time grid, as the stream computes them.
   *
   * @param mono16k samples at 16 kHz
   * @return {@code [steps][42]} from the step of time 0
   */
  static float[][] features(AudioFrontEnd frontEnd, float[] mono16k) {
    VoiceState state = new VoiceState();
    PcmChunk chunk = new PcmChunk(0, AudioFrontEnd.SAMPLE_RATE_HZ, mono16k);
    List<float[]> steps = new ArrayList<>();
    Collections.addAll(steps, frontEnd.push(state, "utterance", chunk).features());
    Collections.addAll(steps, frontEnd.finish(state, "utterance").features());
    return steps.toArray(float[][]::new);
  }

  /** Some tracks are digitally silent between words, as after a noise gate or in synthesis. */
  private static boolean isSilent(int variant) {
    return variant % 4 == 1;
  }

  private static double rms(float[] samples) {
    double sum = 1e-12;
    for (float sample : samples) {
      sum += sample * sample;
    }
    return Math.sqrt(sum / Math.max(1, samples.length));
  }

  /** The same utterances, restricted to the chosen ones for drawing. */
  public VoiceBank only(Predicate<Utterance> wanted) {
    return new VoiceBank(
        this, chosen.stream().filter(i -> wanted.test(utterances.get(i))).toList());
  }

  /** Indices of the utterances to draw. */
  public List<Integer> indices() {
    return chosen;
  }

  /** Those of a class. */
  public List<Integer> of(Expression label) {
    return chosen.stream().filter(i -> utterances.get(i).label() == label).toList();
  }

  /** Those of a class by one speaker. */
  public List<Integer> of(Expression label, String speaker) {
    return of(label).stream().filter(i -> utterances.get(i).speaker().equals(speaker)).toList();
  }

  /** An utterance. */
  public Utterance utterance(int index) {
    return utterances.get(index);
  }

  /** A variation of an utterance. */
  public Voice voice(int index, int variant) {
    return voices.get(index).get(variant);
  }
}
