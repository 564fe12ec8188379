package io.affectstream.export.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.training.operations.ArrayOperations;
import io.affectstream.training.pool.CertaintyBounds;
import io.affectstream.training.pool.Channel;
import io.affectstream.training.pool.ExpertAnswer;
import io.affectstream.training.pool.ExpertPool;
import io.affectstream.training.pool.HeldWord;
import io.affectstream.training.pool.ModalitySet;
import io.affectstream.training.pool.PoolStudy;
import io.affectstream.training.pool.VoiceActivity;
import io.affectstream.training.voice.StepScale;
import io.affectstream.training.voice.VoiceExpert;
import io.affectstream.training.voice.VoiceFunctionals;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The graph computes what the training computes, wherever a centre lies in its segment. */
class PoolGraphTest {

  private static final int HALO = 60;
  private static final int WINDOW = 2 * HALO + 1;
  private static final int STEPS = 15 + 2 * HALO;
  private static final int SUBJECTS = 4;
  private static final int CENTRES = 24;
  private static final int WORDS = 12;
  private static final int AUDIO = AudioFrontEnd.DIMENSIONS;
  private static final int CLASSES = ExpertAnswer.CLASSES;

  private final Random random = new Random(11);
  private final VoiceExpert voice = voice();
  private final PoolStudy.Fitted fitted = new PoolStudy.Fitted(pool(), certainty(), voice);

  private final float[] audio = new float[SUBJECTS * STEPS * AUDIO];
  private final float[] audioMask = new float[SUBJECTS * STEPS];
  private final float[] words = new float[SUBJECTS * STEPS * WORDS];
  private final float[] wordsMask = new float[SUBJECTS * STEPS];
  private final float[] face = new float[CENTRES * CLASSES];
  private final float[] faceMask = new float[CENTRES];
  private final long[] row = new long[CENTRES];
  private final long[] step = new long[CENTRES];

  private VoiceExpert voice() {
    float[] scale = new float[VoiceFunctionals.COUNT];
    Arrays.fill(scale, 0.1f);
    float[] ofSteps = new float[StepScale.COLUMNS];
    Arrays.fill(ofSteps, 0.1f);
    return new VoiceExpert(
        new StepScale(new float[StepScale.COLUMNS], ofSteps),
        new float[VoiceFunctionals.COUNT],
        scale,
        values(VoiceFunctionals.COUNT * CLASSES, 0.5),
        values(CLASSES, 0.5));
  }

  private float[] values(int count, double scale) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (scale * (2 * random.nextDouble() - 1));
    }
    return values;
  }

  private ExpertPool pool() {
    double[] bias = random.doubles(CLASSES).toArray();
    double[] temperatures = random.doubles(ModalitySet.COUNT).map(value -> value + 0.5).toArray();
    return new ExpertPool(
        List.of(
            new Channel(1.1, bias, 0.3, 0.1),
            new Channel(0.7, bias, 0.2, 0.4),
            new Channel(0.9, bias, 0.4, 0.1)),
        random.doubles(CLASSES).toArray(),
        temperatures);
  }

  private CertaintyBounds certainty() {
    return new CertaintyBounds(
        random.doubles(ModalitySet.COUNT).toArray(), random.doubles(ModalitySet.COUNT).toArray());
  }

  /** Subjects with a voice, with words, with both and with neither; two of three have a face. */
  private void fill() {
    for (int i = 0; i < SUBJECTS * STEPS; i++) {
      int subject = i / STEPS;
      boolean sounds = i % STEPS > 20;
      audioMask[i] = sounds ? 1 : 0;
      for (int d = 0; sounds && d < AUDIO; d++) {
        audio[i * AUDIO + d] = (float) random.nextGaussian();
      }
      if (sounds) {
        boolean spoken = random.nextInt(subject % 2 == 0 ? 60 : 3) == 0;
        audio[i * AUDIO + AudioFrontEnd.PITCH] = spoken ? 120 + 80 * random.nextFloat() : 0;
        audio[i * AUDIO + AudioFrontEnd.RMS] = random.nextInt(8) == 0 ? 0 : 0.05f;
      }
      boolean said = subject >= 2 && random.nextInt(25) == 0;
      wordsMask[i] = said ? 1 : 0;
      for (int d = 0; said && d < WORDS; d++) {
        words[i * WORDS + d] = -9 * random.nextFloat();
      }
    }
    for (int n = 0; n < CENTRES; n++) {
      faceMask[n] = n % 3 == 0 ? 0 : 1;
      for (int c = 0; c < CLASSES; c++) {
        face[n * CLASSES + c] = faceMask[n] * -12 * random.nextFloat();
      }
      row[n] = n % SUBJECTS;
      step[n] = HALO + (long) n % 15;
    }
  }

  private ExpertAnswer expected(int n) {
    int begin = (int) (row[n] * STEPS + step[n] - HALO);
    float[] sound = Arrays.copyOfRange(audio, begin * AUDIO, (begin + WINDOW) * AUDIO);
    float[] mask = Arrays.copyOfRange(audioMask, begin, begin + WINDOW);
    boolean[] said = new boolean[WINDOW];
    for (int i = 0; i < WINDOW; i++) {
      said[i] = wordsMask[begin + i] > 0;
    }
    int held = HeldWord.at(said, HALO);
    double[][] logs = new double[ModalitySet.MODALITIES][CLASSES];
    float[] answer;
    try (NDManager manager = NDManager.newBaseManager()) {
      ArrayOperations ops = new ArrayOperations(manager);
      answer =
          voice
              .logits(
                  ops, ops.constant(sound, 1, WINDOW, AUDIO), ops.constant(mask, 1, WINDOW), WINDOW)
              .logSoftmax(1)
              .toFloatArray();
    }
    for (int c = 0; c < CLASSES; c++) {
      logs[0][c] = Math.max(ExpertAnswer.MIN_LOG, face[n * CLASSES + c]);
      logs[1][c] = Math.max(ExpertAnswer.MIN_LOG, answer[c]);
      logs[2][c] = held < 0 ? 0 : Math.max(ExpertAnswer.MIN_LOG, words[(begin + held) * WORDS + c]);
    }
    int subset =
        (faceMask[n] > 0 ? 1 : 0)
            + (VoiceActivity.speaks(sound, mask) ? 2 : 0)
            + (held >= 0 ? 4 : 0);
    return new ExpertAnswer(logs, subset, 0);
  }

  @Test
  void isTheTrainingsPool() {
    fill();
    NativeTensor expression = NativeTensor.floats(PoolGraph.EXPRESSION);
    NativeTensor bounds = NativeTensor.floats(PoolGraph.CERTAINTY);
    try (OnnxSession session = session()) {
      run(session, CENTRES, expression, bounds);
    }
    boolean[] met = new boolean[ModalitySet.COUNT];
    for (int n = 0; n < CENTRES; n++) {
      ExpertAnswer answer = expected(n);
      met[answer.subset()] = true;
      double[] probabilities = fitted.pool().probabilities(answer);
      float[] logits = expression.slice(n);
      double sum = 0;
      for (float logit : logits) {
        sum += Math.exp(logit);
      }
      for (int c = 0; c < CLASSES; c++) {
        assertThat(Math.exp(logits[c]) / sum)
            .as("centre %d of subset %d, class %d", n, answer.subset(), c)
            .isCloseTo(probabilities[c], within(1e-4));
      }
      float[] certain = bounds.slice(n);
      assertThat((double) certain[0])
          .isCloseTo(fitted.certainty().abstain()[answer.subset()], within(1e-6));
      assertThat((double) certain[1])
          .isCloseTo(fitted.certainty().include()[answer.subset()], within(1e-6));
    }
    assertThat(met)
        .as("subsets tried")
        .containsExactly(true, true, true, true, true, true, true, true);
  }

  private OnnxSession session() {
    return OnnxSession.open("pool", PoolGraph.write(fitted, WORDS, HALO), DeviceConfig.cpu());
  }

  /** Runs the graph on the first centres. */
  private void run(OnnxSession session, int centres, NativeTensor expression, NativeTensor bounds) {
    session.run(
        List.of(
            floats("static", Arrays.copyOf(face, centres * CLASSES), centres, CLASSES),
            floats("static_mask", Arrays.copyOf(faceMask, centres), centres),
            floats("audio", audio, SUBJECTS, STEPS, AUDIO),
            floats("audio_mask", audioMask, SUBJECTS, STEPS),
            floats("words", words, SUBJECTS, STEPS, WORDS),
            floats("words_mask", wordsMask, SUBJECTS, STEPS),
            indices("row", Arrays.copyOf(row, centres)),
            indices("step", Arrays.copyOf(step, centres))),
        List.of(expression.shape(centres, CLASSES), bounds.shape(centres, 2)));
  }

  private static NativeTensor floats(String name, float[] values, long... shape) {
    NativeTensor tensor = NativeTensor.floats(name).shape(shape);
    tensor.floats().put(values);
    return tensor;
  }

  private static NativeTensor indices(String name, long[] values) {
    NativeTensor tensor = NativeTensor.longs(name).shape(values.length);
    tensor.longs().put(values);
    return tensor;
  }
}
