package io.affectstream.inference.fusion;

import static io.affectstream.inference.fusion.Segments.centre;
import static io.affectstream.inference.fusion.Segments.face;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FusionPredictorTest {

  private static final BatcherConfig ALONE = new BatcherConfig(1, Duration.ZERO, 100, 1);

  private static ModelBundle bundle;

  @BeforeAll
  static void writeBundle(@TempDir Path temp) throws Exception {
    bundle = ModelBundle.open(TestBundle.write(temp.resolve("b")));
  }

  @Test
  void predictsWhatTheGraphComputesFromTheseInputs() {
    Segment segment = Segments.random(1, 3);
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, ALONE)) {
      List<Prediction> predictions = predictor.predict(segment).join();
      assertThat(predictions).hasSize(segment.centres().size());
      for (int i = 0; i < predictions.size(); i++) {
        double[] fused = fused(segment, segment.centres().get(i));
        assertThat(predictions.get(i).reason()).isEqualTo(Reason.MEASURED);
        assertClose(predictions.get(i).expression(), softmax(linear(fused, 4, 8)));
        assertClose(predictions.get(i).actionUnits(), sigmoid(linear(fused, 5, 12)));
      }
    }
  }

  @Test
  void batchesOfOtherSegmentsChangeNoBit() {
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      segments.add(Segments.random(100 + i, 1 + i % 3));
    }
    List<List<Prediction>> alone = predict(ALONE, segments);
    for (int batch : new int[] {2, 5, 16}) {
      BatcherConfig config = new BatcherConfig(batch, Duration.ofMillis(50), 100, 1);
      List<List<Prediction>> together = predict(config, segments);
      for (int s = 0; s < segments.size(); s++) {
        for (int i = 0; i < alone.get(s).size(); i++) {
          assertThat(together.get(s).get(i).expression())
              .containsExactly(alone.get(s).get(i).expression());
          assertThat(together.get(s).get(i).actionUnits())
              .containsExactly(alone.get(s).get(i).actionUnits());
        }
      }
    }
  }

  @Test
  void anyModalityWithinTheWindowIsEnough() {
    Segment voice = Segments.empty(centre(0, 2, Reason.NO_FACE), centre(0, 4, Reason.NO_FACE));
    voice.voice()[0] = new float[TestBundle.AUDIO];
    assertThat(reasons(voice)).containsExactly(Reason.MEASURED, Reason.NO_FACE);

    Segment words = withWord(6, centre(0, 2, Reason.NO_INPUT), centre(0, 4, Reason.NO_INPUT));
    assertThat(reasons(words)).containsExactly(Reason.NO_INPUT, Reason.MEASURED);

    Segment seen = Segments.empty(centre(0, 3, Reason.DECODE_FAILED));
    seen.subjects().get(0).seen()[1] = true;
    seen.subjects().get(0).embeddings()[1] = new float[] {1, 0};
    assertThat(reasons(seen)).containsExactly(Reason.MEASURED);
  }

  @Test
  void withoutInputTheReasonSaysWhy() {
    Segment segment =
        Segments.empty(
            centre(0, 2, Reason.NO_FACE),
            centre(0, 3, Reason.NO_INPUT),
            centre(0, 3, Reason.DECODE_FAILED),
            centre(0, 4, Reason.MODEL_FAILED));
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, ALONE)) {
      List<Prediction> predictions = predictor.predict(segment).join();
      assertThat(predictions)
          .extracting(Prediction::reason)
          .containsExactly(
              Reason.NO_FACE, Reason.NO_INPUT, Reason.DECODE_FAILED, Reason.MODEL_FAILED);
      assertThat(predictions).allMatch(p -> p.expression().length == 0);
      assertThat(predictions).allMatch(p -> p.actionUnits().length == 0);
      assertThat(predictor.metrics().batches()).as("the graph was not run").isZero();
      assertThat(predictor.predict(Segments.empty()).join()).isEmpty();
    }
  }

  @Test
  void aResultThatIsNotFiniteFailsItsCentreAlone() {
    Segment clean =
        Segments.empty(
            centre(0, 2, Reason.MEASURED, face(1, 2, 3)),
            centre(0, 3, Reason.MEASURED, face(1, 2, 3)),
            centre(0, 4, Reason.MEASURED, face(3, 2, 1)));
    Segment poisoned =
        Segments.empty(
            clean.centres().get(0),
            centre(0, 3, Reason.MEASURED, face(1, Float.NaN, 3)),
            clean.centres().get(2));
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, ALONE)) {
      List<Prediction> expected = predictor.predict(clean).join();
      List<Prediction> predictions = predictor.predict(poisoned).join();
      assertThat(predictions)
          .extracting(Prediction::reason)
          .containsExactly(Reason.MEASURED, Reason.MODEL_FAILED, Reason.MEASURED);
      assertThat(predictions.get(1).expression()).isEmpty();
      assertThat(predictions.get(0).expression()).containsExactly(expected.get(0).expression());
      assertThat(predictions.get(2).expression()).containsExactly(expected.get(2).expression());
    }
  }

  @Test
  void aSegmentOfAnotherBundleIsRefused() {
    Segment good = Segments.random(3, 1);
    refused(
        Segments.segment(
            good.subjects(), new float[9][0], good.wordVectors(), good.wordAt(), good.centres()),
        "segment 0 of stream 's': expected 7 steps of voice, found 9; the segment was made for");
    float[][] voice = good.voice().clone();
    voice[3] = new float[40];
    refused(
        Segments.segment(good.subjects(), voice, good.wordVectors(), good.wordAt(), good.centres()),
        "expected 42 voice features, found 40");
    refused(
        Segments.segment(
            good.subjects(), good.voice(), new float[2][768], good.wordAt(), good.centres()),
        "expected 384 numbers of a word, found 768");
    refused(
        Segments.empty(centre(0, 2, Reason.MEASURED, face(1, 2))),
        "expected 3 static numbers, found 2");
    refused(
        Segments.empty(centre(0, 1, Reason.NO_FACE)), "expected a centre at steps 2 to 4, found 1");
    Segment blind = Segments.empty(centre(0, 2, Reason.NO_FACE));
    blind.subjects().get(0).seen()[2] = true;
    refused(blind, "expected 2 numbers of an embedding, found 0");
  }

  private void refused(Segment segment, String message) {
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, ALONE)) {
      assertThatThrownBy(() -> predictor.predict(segment).join())
          .hasRootCauseInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(message);
    }
  }

  private static List<Reason> reasons(Segment segment) {
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, ALONE)) {
      return predictor.predict(segment).join().stream().map(Prediction::reason).toList();
    }
  }

  private static Segment withWord(int step, Centre... centres) {
    Segment segment = Segments.empty(centres);
    segment.wordAt()[step] = 0;
    float[][] words = {new float[TestBundle.WORDS]};
    return Segments.segment(
        segment.subjects(), segment.voice(), words, segment.wordAt(), segment.centres());
  }

  private static List<List<Prediction>> predict(BatcherConfig config, List<Segment> segments) {
    try (OnnxSession session = session();
        FusionPredictor predictor = predictor(session, config)) {
      List<CompletableFuture<List<Prediction>>> futures =
          segments.stream().map(predictor::predict).toList();
      return futures.stream().map(CompletableFuture::join).toList();
    }
  }

  private static OnnxSession session() {
    return OnnxSession.open("fusion.onnx", bundle.file("fusion.onnx"), DeviceConfig.cpu());
  }

  private static FusionPredictor predictor(OnnxSession session, BatcherConfig config) {
    return new FusionPredictor(bundle.manifest(), session, config);
  }

  /** Mean over the steps of the subject, values at the centre's step, static feature, its mask. */
  private static double[] fused(Segment segment, Centre centre) {
    int n = TestBundle.STEP_VALUES;
    double[] fused = new double[TestBundle.FUSED];
    for (int s = 0; s < TestBundle.STEPS; s++) {
      double[] values = stepValues(segment, segment.subjects().get(centre.subject()), s);
      for (int i = 0; i < n; i++) {
        fused[i] += values[i] / TestBundle.STEPS;
        fused[n + i] += s == centre.step() ? values[i] : 0;
      }
    }
    if (!centre.faces().isEmpty()) {
      for (int i = 0; i < TestBundle.MEMORY; i++) {
        fused[2 * n + i] = centre.faces().get(0).memory()[i];
      }
      fused[2 * n + TestBundle.MEMORY] = 1;
    }
    return fused;
  }

  private static double[] stepValues(Segment segment, Subject subject, int step) {
    double[] values = new double[TestBundle.STEP_VALUES];
    int mask = TestBundle.STEP_VALUES - 3;
    int word = segment.wordAt()[step];
    put(values, 0, mask, subject.embeddings()[step]);
    put(values, TestBundle.EMBEDDING, mask + 1, segment.voice()[step]);
    put(
        values,
        TestBundle.EMBEDDING + TestBundle.AUDIO,
        mask + 2,
        word < 0 ? Segments.NONE : segment.wordVectors()[word]);
    return values;
  }

  private static void put(double[] values, int offset, int mask, float[] feature) {
    for (int i = 0; i < feature.length; i++) {
      values[offset + i] = feature[i];
    }
    values[mask] = feature.length > 0 ? 1 : 0;
  }

  private static double[] linear(double[] fused, long seed, int columns) {
    float[] weights = TestBundle.weights(seed, fused.length * columns);
    double[] sums = new double[columns];
    for (int i = 0; i < fused.length; i++) {
      for (int c = 0; c < columns; c++) {
        sums[c] += fused[i] * weights[i * columns + c];
      }
    }
    return sums;
  }

  private static double[] softmax(double[] values) {
    double sum = Arrays.stream(values).map(Math::exp).sum();
    return Arrays.stream(values).map(value -> Math.exp(value) / sum).toArray();
  }

  private static double[] sigmoid(double[] values) {
    return Arrays.stream(values).map(value -> 1 / (1 + Math.exp(-value))).toArray();
  }

  private static void assertClose(float[] actual, double[] expected) {
    assertThat(actual).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).isCloseTo(expected[i], within(1e-5));
    }
  }
}
