package io.affectstream.inference.face;

import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tests whether a graph returns the same bits for a row alone and in a batch. Most graphs do; those
 * with a mean over middle axes do not, because ONNX Runtime sums in another order if the batch axis
 * has one row. Such a graph is never run on a single row. CUDA is not tested, because its
 * algorithms depend on more than that.
 */
final class RowProbe {

  private static final int COMPANY = 3;

  private RowProbe() {}

  static int minRows(ImageInput image, Map<String, long[]> shapes, OnnxSession session) {
    if (session.device() != Device.CPU) {
      return 1;
    }
    FaceGraph graph = new FaceGraph(image, shapes, session, 1);
    Random random = new Random(1);
    List<float[]> crops =
        random.ints(COMPANY).mapToObj(seed -> noise(new Random(seed), image)).toList();
    List<Map<String, float[]>> together = graph.run(crops);
    for (int i = 0; i < COMPANY; i++) {
      if (!same(graph.run(List.of(crops.get(i))).get(0), together.get(i))) {
        return 2;
      }
    }
    return 1;
  }

  /** Values in the range of the manifest's normalisation. */
  private static float[] noise(Random random, ImageInput image) {
    float[] values = new float[image.width() * image.height() * image.channels()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (random.nextInt(256) * image.scale() - image.mean()[0]) / image.std()[0];
    }
    return values;
  }

  private static boolean same(Map<String, float[]> one, Map<String, float[]> other) {
    return one.entrySet().stream()
        .allMatch(entry -> Arrays.equals(entry.getValue(), other.get(entry.getKey())));
  }
}
