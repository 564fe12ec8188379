package io.affectstream.training.voice;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.audio.Yin;
import io.affectstream.features.time.Grid;
import io.affectstream.training.ItemListener;
import io.affectstream.training.cache.FeatureArray;
import io.affectstream.training.cache.FeatureCache;
import io.affectstream.training.data.AudioFile;
import io.affectstream.training.data.Utterance;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Recordings to windows of voice features, by the front end of the stream, to functionals. Pitch is
 * tracked by the built-in tracker, so that the features do not depend on optional modules.
 */
final class VoiceExamples {

  /** Variant that is the recording itself. */
  static final int PLAIN = 0;

  /** Variant that is the recording by telephone. */
  static final int TELEPHONE = 1;

  /** First of the variants that are drawn. */
  static final int DRAWN = 2;

  private static final int STEPS_PER_SECOND = 30;
  private static final double PAUSE_SECONDS = 0.8;
  private static final int SIZE = AudioFrontEnd.DIMENSIONS;

  private final AudioFrontEnd frontEnd;
  private final FeatureCache cache;
  private final long seed;

  VoiceExamples(Path kept, long seed) {
    frontEnd =
        new AudioFrontEnd(
            new Grid(STEPS_PER_SECOND),
            new Yin(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    cache = new FeatureCache(kept, "voice-expert 1 %s %s".formatted(AudioFrontEnd.ID, Yin.NAME));
    this.seed = seed;
  }

  /**
   * Windows at random centres, each distorted like another speaker and microphone.
   *
   * @param scale of the steps
   * @param variants which variants of each
   * @param count windows of each variant
   * @throws IOException if a file cannot be read or written
   */
  VoiceRows drawn(
      List<Utterance> utterances, StepScale scale, int[] variants, int count, ItemListener listener)
      throws IOException {
    List<VoiceRows.Row> rows = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      for (int variant : variants) {
        float[] steps = steps(utterances.get(i), i, variant);
        SplittableRandom random = random(i, variant);
        int[] centres = random.ints(count, 0, Math.max(1, steps.length / SIZE)).toArray();
        VoiceWindows windows = windows(steps, centres);
        windows.distort(random);
        rows.addAll(rows(utterances.get(i), windows, scale));
      }
      listener.done("voices", i + 1, utterances.size());
    }
    return new VoiceRows(rows);
  }

  /**
   * Windows of one variant at regular centres, as they are.
   *
   * @param scale of the steps
   * @param stride steps from one centre to the next
   * @throws IOException if a file cannot be read or written
   */
  VoiceRows regular(
      List<Utterance> utterances, StepScale scale, int variant, int stride, ItemListener listener)
      throws IOException {
    List<VoiceRows.Row> rows = new ArrayList<>();
    for (int i = 0; i < utterances.size(); i++) {
      float[] steps = steps(utterances.get(i), i, variant);
      int length = steps.length / SIZE;
      int first = Math.min(stride, length) / 2;
      int[] centres = new int[1 + Math.max(0, (length - 1 - first) / stride)];
      Arrays.setAll(centres, k -> first + k * stride);
      rows.addAll(rows(utterances.get(i), windows(steps, centres), scale));
      listener.done("voices", i + 1, utterances.size());
    }
    return new VoiceRows(rows);
  }

  /**
   * Mean and deviation of the steps of utterances.
   *
   * @throws IOException if a file cannot be read or written
   */
  StepScale scale(List<Utterance> utterances, int[] variants) throws IOException {
    StepScale.Moments moments = new StepScale.Moments();
    for (int i = 0; i < utterances.size(); i++) {
      for (int variant : variants) {
        moments.add(steps(utterances.get(i), i, variant));
      }
    }
    return moments.scale();
  }

  private static VoiceWindows windows(float[] steps, int[] centres) {
    int window = VoiceWindows.STEPS;
    float[] audio = new float[centres.length * window * SIZE];
    float[] mask = new float[centres.length * window];
    for (int row = 0; row < centres.length; row++) {
      for (int i = 0; i < window; i++) {
        int at = centres[row] + i - window / 2;
        if (at >= 0 && at < steps.length / SIZE) {
          System.arraycopy(steps, at * SIZE, audio, (row * window + i) * SIZE, SIZE);
          mask[row * window + i] = 1;
        }
      }
    }
    return new VoiceWindows(audio, mask);
  }

  private static List<VoiceRows.Row> rows(
      Utterance utterance, VoiceWindows windows, StepScale scale) {
    float[] values = windows.functionals(scale);
    List<VoiceRows.Row> rows = new ArrayList<>();
    for (int row = 0; row < windows.count(); row++) {
      int from = row * VoiceFunctionals.COUNT;
      float[] own = Arrays.copyOfRange(values, from, from + VoiceFunctionals.COUNT);
      rows.add(new VoiceRows.Row(utterance, own));
    }
    return rows;
  }

  private SplittableRandom random(int index, int variant) {
    return new SplittableRandom(seed + index * 104_729L + variant * 18L);
  }

  /** Voice features of a variant, {@code [steps * 42]}. */
  private float[] steps(Utterance utterance, int index, int variant) throws IOException {
    byte[] content = Files.readAllBytes(utterance.file());
    byte[] identity =
        ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + content.length)
            .putInt(variant)
            .putInt(variant < DRAWN ? 0 : index)
            .putLong(variant < DRAWN ? 0 : seed)
            .put(content)
            .array();
    return cache
        .of(
            identity,
            () -> {
              float[] samples = AudioFile.mono(utterance.file(), AudioFrontEnd.SAMPLE_RATE_HZ);
              return analysed(changed(samples, variant, random(index, variant)));
            })
        .values();
  }

  private static float[] changed(float[] samples, int variant, SplittableRandom random) {
    return switch (variant) {
      case PLAIN -> samples;
      case TELEPHONE -> Telephone.of(samples);
      default -> {
        int before = (int) (PAUSE_SECONDS * AudioFrontEnd.SAMPLE_RATE_HZ * random.nextDouble());
        int after = (int) (PAUSE_SECONDS * AudioFrontEnd.SAMPLE_RATE_HZ * random.nextDouble());
        float[] padded = new float[before + samples.length + after];
        System.arraycopy(samples, 0, padded, before, samples.length);
        yield VoiceEffects.apply(padded, random);
      }
    };
  }

  private FeatureArray analysed(float[] samples) {
    VoiceState state = new VoiceState();
    PcmChunk chunk = new PcmChunk(0, AudioFrontEnd.SAMPLE_RATE_HZ, samples);
    List<float[]> steps = new ArrayList<>();
    Collections.addAll(steps, frontEnd.push(state, "voice", chunk).features());
    Collections.addAll(steps, frontEnd.finish(state, "voice").features());
    float[] values = new float[steps.size() * SIZE];
    for (int i = 0; i < steps.size(); i++) {
      System.arraycopy(steps.get(i), 0, values, i * SIZE, SIZE);
    }
    return new FeatureArray(new int[] {steps.size(), SIZE}, values);
  }
}
