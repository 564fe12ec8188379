package io.affectstream.inference.fusion;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.bundle.Manifest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The fusion graph of the default bundle gives a row the same bits whatever segments are in its
 * batch. Sounds are varied, as the bits of a logarithm differ for one level in a hundred only.
 */
@Timeout(120)
class ShippedBundleBitsTest {

  private static final BatcherConfig ALONE = new BatcherConfig(1, Duration.ZERO, 1000, 1);
  private static final int SEGMENTS = 400;

  private final Random random = new Random(74);

  private Segment segment(SegmentLayout layout) {
    float[][] voice = new float[layout.steps()][];
    int[] wordAt = new int[layout.steps()];
    float[][] words = {numbers(layout.words(), 3), numbers(layout.words(), 3)};
    for (int s = 0; s < layout.steps(); s++) {
      voice[s] = numbers(layout.audio(), 20);
      voice[s][AudioFrontEnd.PITCH] = random.nextInt(3) == 0 ? 0 : 80 + 200 * random.nextFloat();
      voice[s][AudioFrontEnd.RMS] = 0.3f * random.nextFloat();
      wordAt[s] = random.nextInt(20) == 0 ? random.nextInt(words.length) : -1;
    }
    List<Centre> centres = new ArrayList<>();
    for (int step = layout.halo(); step < layout.steps() - layout.halo(); step++) {
      centres.add(
          random.nextBoolean()
              ? Segments.centre(
                  0, step, Reason.MEASURED, Segments.face(numbers(layout.memory(), 4)))
              : Segments.centre(0, step, Reason.NO_FACE));
    }
    Subject subject = new Subject(0, new float[layout.steps()][0], new boolean[layout.steps()]);
    return Segments.segment(List.of(subject), voice, words, wordAt, centres);
  }

  private float[] numbers(int count, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (-scale * Math.abs(random.nextGaussian()));
    }
    return numbers;
  }

  private static List<List<Prediction>> predict(
      Manifest manifest, OnnxSession session, BatcherConfig config, List<Segment> segments) {
    try (FusionPredictor predictor = new FusionPredictor(manifest, session, config)) {
      List<CompletableFuture<List<Prediction>>> futures =
          segments.stream().map(predictor::predict).toList();
      return futures.stream().map(CompletableFuture::join).toList();
    }
  }

  @Test
  void otherSegmentsOfTheBatchChangeNoBit() throws Exception {
    ModelBundle bundle = ModelSource.shipped(ModelSource.SHIPPED).open();
    Manifest manifest = bundle.manifest();
    SegmentLayout layout = SegmentLayout.of(manifest);
    List<Segment> segments = new ArrayList<>();
    for (int i = 0; i < SEGMENTS; i++) {
      segments.add(segment(layout));
    }
    String file = manifest.fusion().file();
    try (OnnxSession session = OnnxSession.open(file, bundle.file(file), DeviceConfig.cpu())) {
      List<List<Prediction>> alone = predict(manifest, session, ALONE, segments);
      for (int batch : new int[] {2, 5, 16}) {
        BatcherConfig config = new BatcherConfig(batch, Duration.ofMillis(50), 1000, 1);
        List<List<Prediction>> together = predict(manifest, session, config, segments);
        for (int s = 0; s < SEGMENTS; s++) {
          for (int i = 0; i < alone.get(s).size(); i++) {
            assertThat(together.get(s).get(i).expression())
                .as("row %d of segment %d, batches of %d", i, s, batch)
                .hasSize(Expression.values().length)
                .containsExactly(alone.get(s).get(i).expression());
          }
        }
      }
    }
  }
}
