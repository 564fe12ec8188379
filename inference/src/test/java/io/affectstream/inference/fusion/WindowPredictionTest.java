package io.affectstream.inference.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Reason;
import io.affectstream.schemas.StreamEnd;
import io.affectstream.schemas.bundle.Manifest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A window of the past is predicted like the last row of a segment at the end of a stream. */
@Timeout(120)
class WindowPredictionTest {

  private static final float[] NONE = {};

  /** The shipped graph takes any number of steps; only the order of sums may differ. */
  @Test
  void aGraphWithAnyNumberOfStepsGetsTheWindowAlone() throws Exception {
    ModelBundle bundle = ModelSource.shipped("fusion-4").open();
    assertThat(SegmentLayout.ofWindows(bundle.manifest()).steps())
        .isEqualTo(2 * bundle.manifest().grid().halo() + 1);
    compare(bundle, 1e-5f);
  }

  @Test
  void aGraphWithAFixedNumberOfStepsGetsAbsentOnesBehindIt(@TempDir Path folder) throws Exception {
    ModelBundle bundle = ModelBundle.open(TestBundle.write(folder.resolve("b")));
    assertThat(SegmentLayout.ofWindows(bundle.manifest()).steps()).isEqualTo(TestBundle.STEPS);
    compare(bundle, 0);
  }

  private static void compare(ModelBundle bundle, float tolerance) throws Exception {
    Manifest manifest = bundle.manifest();
    String file = manifest.fusion().file();
    BatcherConfig batches = BatcherConfig.of(4);
    try (OnnxSession session = OnnxSession.open(file, bundle.file(file), DeviceConfig.cpu());
        FusionPredictor segments = new FusionPredictor(manifest, session, batches);
        FusionPredictor windows = FusionPredictor.ofWindows(manifest, session, batches)) {
      SegmentLayout layout = SegmentLayout.of(manifest);
      int window = 2 * layout.halo() + 1;
      for (int seed = 0; seed < 3; seed++) {
        Segment past = past(layout, seed, window);
        Segment segment = layout.pad(past);
        List<Prediction> expected = segments.predict(segment).join();
        List<Prediction> found = windows.predict(past).join();
        assertThat(found).hasSize(2);
        for (int i = 0; i < 2; i++) {
          assertThat(found.get(i).reason()).isEqualTo(Reason.MEASURED);
          assertThat(found.get(i).expression())
              .containsExactly(expected.get(i).expression(), within(tolerance));
        }
        assertThat(found.get(0).expression()).isNotEqualTo(found.get(1).expression());
      }
    }
  }

  /** Two faces, voice and words up to the centre, nothing after it. */
  private static Segment past(SegmentLayout layout, long seed, int steps) {
    Random random = new Random(seed);
    List<Subject> subjects = new ArrayList<>();
    List<Centre> centres = new ArrayList<>();
    for (int id = 0; id < 2; id++) {
      float[][] embeddings = new float[steps][];
      boolean[] seen = new boolean[steps];
      for (int s = 0; s < steps; s++) {
        seen[s] = s <= layout.halo() && random.nextInt(5) > 0;
        embeddings[s] = seen[s] ? numbers(random, layout.embedding()) : NONE;
      }
      subjects.add(new Subject(id, embeddings, seen));
      Face face =
          new Face(
              new FaceBox(0, 0, 9, 9),
              0.9f,
              0.8f,
              NONE,
              NONE,
              NONE,
              numbers(random, layout.memory()));
      centres.add(new Centre(id, 7, 0, 33_333, layout.halo(), Reason.MEASURED, List.of(face), 0));
    }
    float[][] voice = new float[steps][];
    int[] wordAt = new int[steps];
    for (int s = 0; s < steps; s++) {
      voice[s] = s <= layout.halo() ? numbers(random, layout.audio()) : NONE;
      wordAt[s] = s <= layout.halo() ? random.nextInt(3) - 1 : -1;
    }
    float[][] words = {numbers(random, layout.words()), numbers(random, layout.words())};
    return new Segment(
        "s", 7, 0, subjects, voice, words, wordAt, centres, NoWords.NONE, 0, StreamEnd.NONE);
  }

  private static float[] numbers(Random random, int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) random.nextGaussian() * 0.3f;
    }
    return numbers;
  }
}
