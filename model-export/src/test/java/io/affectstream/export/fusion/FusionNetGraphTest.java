package io.affectstream.export.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.XavierInitializer;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.affectstream.export.testing.SeededEngine;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.training.fusion.FusionInput;
import io.affectstream.training.fusion.FusionNet;
import io.affectstream.training.fusion.FusionNetConfig;
import io.affectstream.training.fusion.FusionNetConfig.Sequence;
import io.affectstream.training.fusion.VoiceStatistics;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SeededEngine.class)
class FusionNetGraphTest {

  private static final double TOLERANCE = 1e-5;
  private static final int HALO = 6;
  private static final int SEGMENT = 5;

  /** Tokens and pooled memory, each modality omitted, no fusion module, only the static face. */
  @ParameterizedTest
  @CsvSource({
    "16, 42, 24, 9, 2",
    "16, 42, 24, 1, 2",
    "0, 42, 24, 9, 2",
    "16, 0, 24, 9, 2",
    "16, 42, 0, 9, 2",
    "16, 42, 24, 9, 0",
    "0, 0, 0, 9, 2"
  })
  void agreesWithTheTrainingFramework(
      int embedding, int audio, int words, int tokens, int decoderLayers) throws OrtException {
    FusionNetConfig config = config(embedding, audio, words, tokens, decoderLayers);

    assertThat(difference(config, 1, 1)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(difference(config, 4, 32)).isLessThanOrEqualTo(TOLERANCE);
  }

  @Test
  void agreesAtThePapersSize() throws OrtException {
    FusionNetConfig config =
        FusionNetConfig.recurrent(60, 16, 42, 384, 36, 128, 16, 4, 2, 4, 64, 64, 0.5f);

    assertThat(difference(config, 1, 2)).isLessThanOrEqualTo(TOLERANCE);
  }

  /** Convolutions that windows share: with and without stride, decoder and each modality. */
  @ParameterizedTest
  @CsvSource({
    "16, 42, 24, 2, 1, false, false",
    "16, 42, 24, 2, 3, true, false",
    "16, 42, 24, 2, 3, true, true",
    "0, 42, 0, 0, 3, true, true",
    "16, 0, 0, 2, 3, false, false",
    "16, 42, 24, 0, 1, true, false"
  })
  void sharedConvolutionsAgreeWithTheTrainingFramework(
      int embedding,
      int audio,
      int words,
      int decoderLayers,
      int stride,
      boolean statistics,
      boolean voiceStatistics)
      throws OrtException {
    FusionNetConfig config =
        new FusionNetConfig(
            HALO,
            embedding,
            audio,
            words,
            9,
            12,
            8,
            0,
            List.of(1, 2),
            stride,
            statistics,
            voiceStatistics,
            decoderLayers,
            4,
            32,
            16,
            0.5f);

    assertThat(difference(config, 1, 1)).isLessThanOrEqualTo(TOLERANCE);
    assertThat(difference(config, 4, 32)).isLessThanOrEqualTo(TOLERANCE);
  }

  /** A centre's result has the same bits in a segment of any length, at any position. */
  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void theLengthOfTheSegmentDoesNotMatter(int decoderLayers) throws OrtException {
    FusionNetConfig config =
        new FusionNetConfig(
            HALO,
            16,
            42,
            24,
            9,
            12,
            8,
            0,
            List.of(1, 2),
            3,
            true,
            true,
            decoderLayers,
            4,
            32,
            16,
            0);
    FusionInput whole = input(config, 2, 8);
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionNet net = new FusionNet(config);
      net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      net.initialize(manager);
      byte[] model = FusionNetGraph.write(net);
      float[] together = run(model, config, whole).get("expression");
      for (int cut = 1; cut < SEGMENT; cut++) {
        float[] apart = new float[together.length];
        answers(model, config, whole, 0, cut, apart);
        answers(model, config, whole, cut, SEGMENT, apart);
        assertThat(apart).as("cut at %d", cut).isEqualTo(together);
      }
    }
  }

  /** Runs the segments of the centres at the given steps within K, and keeps their results. */
  private static void answers(
      byte[] model, FusionNetConfig config, FusionInput whole, int from, int to, float[] into)
      throws OrtException {
    int[] chosen =
        IntStream.range(0, whole.centres())
            .filter(i -> whole.step()[i] >= config.halo() + from)
            .filter(i -> whole.step()[i] < config.halo() + to)
            .toArray();
    if (chosen.length == 0) {
      return;
    }
    int steps = to - from + 2 * config.halo();
    Map<Sequence, float[]> sequences = new EnumMap<>(Sequence.class);
    Map<Sequence, float[]> masks = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      int size = config.size(sequence);
      sequences.put(sequence, part(whole.sequences().get(sequence), whole, from, steps, size));
      masks.put(sequence, part(whole.masks().get(sequence), whole, from, steps, 1));
    }
    // The runtime never runs a single centre (see FusionGraph); neither does this test.
    int rows = Math.max(2, chosen.length);
    int tokens = config.tokens() * config.staticSize();
    float[] memory = new float[rows * tokens];
    float[] memoryMask = new float[rows];
    long[] row = new long[rows];
    long[] step = new long[rows];
    for (int i = 0; i < rows; i++) {
      int centre = chosen[Math.min(i, chosen.length - 1)];
      System.arraycopy(whole.memory(), centre * tokens, memory, i * tokens, tokens);
      memoryMask[i] = whole.memoryMask()[centre];
      row[i] = whole.row()[centre];
      step[i] = whole.step()[centre] - from;
    }
    float[] found =
        run(
                model,
                config,
                new FusionInput(
                    whole.rows(), steps, rows, sequences, masks, memory, memoryMask, row, step))
            .get("expression");
    for (int i = 0; i < chosen.length; i++) {
      System.arraycopy(found, i * 8, into, chosen[i] * 8, 8);
    }
  }

  private static float[] part(float[] values, FusionInput whole, int from, int steps, int size) {
    float[] part = new float[whole.rows() * steps * size];
    for (int row = 0; row < whole.rows(); row++) {
      int start = (row * whole.steps() + from) * size;
      System.arraycopy(values, start, part, row * steps * size, steps * size);
    }
    return part;
  }

  private static FusionNetConfig config(
      int embedding, int audio, int words, int tokens, int decoderLayers) {
    return FusionNetConfig.recurrent(
        HALO, embedding, audio, words, tokens, 12, 8, 4, decoderLayers, 4, 32, 16, 0.5f);
  }

  private static double difference(FusionNetConfig config, int rows, int centres)
      throws OrtException {
    FusionInput input = input(config, rows, centres);
    try (NDManager manager = NDManager.newBaseManager()) {
      FusionNet net = new FusionNet(config);
      net.setInitializer(new XavierInitializer(), Parameter.Type.WEIGHT);
      net.initialize(manager);
      standardise(net);
      NDList expected = net.forward(new ParameterStore(manager, false), input, manager, false);
      Map<String, float[]> found = run(FusionNetGraph.write(net), config, input);
      return Math.max(
          relative(expected.get(0).toFloatArray(), found.get("expression")),
          relative(expected.get(1).toFloatArray(), found.get("action_units")));
    }
  }

  private static void standardise(FusionNet net) {
    Random random = new Random(5);
    for (Sequence sequence : Sequence.values()) {
      int size = net.config().size(sequence);
      net.branch(sequence)
          .ifPresent(
              branch -> {
                branch.scaling().standardise(gaussian(size, random), gaussian(size, random));
                int numbers = VoiceStatistics.statistics();
                branch
                    .voice()
                    .ifPresent(
                        voice ->
                            voice.standardise(
                                gaussian(numbers, random), gaussian(numbers, random)));
              });
    }
  }

  private static double relative(float[] expected, float[] found) {
    assertThat(found).hasSameSizeAs(expected);
    double greatest = 0;
    double difference = 0;
    for (int i = 0; i < expected.length; i++) {
      greatest = Math.max(greatest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs(expected[i] - found[i]));
    }
    return difference / greatest;
  }

  private static FusionInput input(FusionNetConfig config, int rows, int centres) {
    Random random = new Random(17);
    int steps = SEGMENT + 2 * config.halo();
    Map<Sequence, float[]> sequences = new EnumMap<>(Sequence.class);
    Map<Sequence, float[]> masks = new EnumMap<>(Sequence.class);
    for (Sequence sequence : Sequence.values()) {
      float[] mask = new float[rows * steps];
      for (int i = steps / 3; i < mask.length; i++) {
        mask[i] = random.nextFloat() < 0.7 ? 1 : 0;
      }
      masks.put(sequence, mask);
      float[] values = gaussian(rows * steps * config.size(sequence), random);
      if (sequence == Sequence.AUDIO) {
        // Pitch in Hz, from unvoiced to voiced.
        for (int i = AudioFrontEnd.PITCH; i < values.length; i += AudioFrontEnd.DIMENSIONS) {
          values[i] = Math.max(0, 65 + 20 * values[i]);
        }
      }
      sequences.put(sequence, values);
    }
    long[] row = new long[centres];
    long[] step = new long[centres];
    float[] memoryMask = new float[centres];
    for (int i = 0; i < centres; i++) {
      row[i] = i % rows;
      step[i] = (long) config.halo() + random.nextInt(SEGMENT);
      memoryMask[i] = i % 5 == 4 ? 0 : 1;
    }
    float[] memory = gaussian(centres * config.tokens() * config.staticSize(), random);
    return new FusionInput(rows, steps, centres, sequences, masks, memory, memoryMask, row, step);
  }

  private static float[] gaussian(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static Map<String, float[]> run(byte[] model, FusionNetConfig config, FusionInput input)
      throws OrtException {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try (OrtSession session = environment.createSession(model)) {
      for (Sequence sequence : Sequence.values()) {
        int size = config.size(sequence);
        if (size > 0) {
          String name = sequence.name().toLowerCase(Locale.ROOT);
          long[] shape = {input.rows(), input.steps(), size};
          tensors.put(name, floats(environment, input.sequences().get(sequence), shape));
          long[] maskShape = {input.rows(), input.steps()};
          tensors.put(name + "_mask", floats(environment, input.masks().get(sequence), maskShape));
        }
      }
      long[] memory = {input.centres(), config.tokens(), config.staticSize()};
      long[] centres = {input.centres()};
      tensors.put("static", floats(environment, input.memory(), memory));
      tensors.put("static_mask", floats(environment, input.memoryMask(), centres));
      tensors.put(
          "row", OnnxTensor.createTensor(environment, LongBuffer.wrap(input.row()), centres));
      tensors.put(
          "step", OnnxTensor.createTensor(environment, LongBuffer.wrap(input.step()), centres));
      try (OrtSession.Result result = session.run(tensors)) {
        return Map.of(
            "expression", values(result, "expression"),
            "action_units", values(result, "action_units"));
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  private static OnnxTensor floats(OrtEnvironment environment, float[] values, long[] shape)
      throws OrtException {
    return OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
  }

  private static float[] values(OrtSession.Result result, String name) {
    FloatBuffer buffer = ((OnnxTensor) result.get(name).orElseThrow()).getFloatBuffer();
    float[] values = new float[buffer.remaining()];
    buffer.get(values);
    return values;
  }
}
