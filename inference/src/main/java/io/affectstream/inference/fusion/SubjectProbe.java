package io.affectstream.inference.fusion;

import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Tests whether a fusion graph returns the same bits for the centres of one subject with and
 * without a second subject. A graph with a mean over the steps of its rows does not, because ONNX
 * Runtime sums in another order if the batch axis has one row; a graph that cuts out the windows
 * first does, so that a single segment is computed only once. CUDA is not tested, because its
 * algorithms depend on more than that.
 */
final class SubjectProbe {

  private static final int TRIALS = 3;

  private final Manifest manifest;
  private final SegmentLayout layout;
  private final OnnxSession session;
  private final int centres;

  private SubjectProbe(Manifest manifest, SegmentLayout layout, OnnxSession session) {
    this.manifest = manifest;
    this.layout = layout;
    this.session = session;
    this.centres = Math.max(FusionGraph.MIN_CENTRES, layout.steps() - 2 * layout.halo());
  }

  /** Minimum number of subjects of a run, 1 or 2. */
  static int minSubjects(Manifest manifest, SegmentLayout layout, OnnxSession session) {
    if (session.device() != Device.CPU) {
      return 1;
    }
    SubjectProbe probe = new SubjectProbe(manifest, layout, session);
    for (int trial = 0; trial < TRIALS; trial++) {
      if (!Arrays.equals(probe.answers(1, trial), probe.answers(2, trial))) {
        return 2;
      }
    }
    return 1;
  }

  /**
   * All outputs for the centres of the first subject, which is the same for any number of subjects.
   */
  private float[] answers(int subjects, long seed) {
    List<NativeTensor> inputs = new ArrayList<>();
    for (Map.Entry<String, Tensor> input : manifest.fusion().inputs().entrySet()) {
      inputs.add(input(input.getKey(), input.getValue(), subjects, seed));
    }
    List<NativeTensor> outputs =
        session.outputs().values().stream()
            .filter(output -> output.shape().length == 2 && output.shape()[1] > 0)
            .map(output -> NativeTensor.floats(output.name()).shape(centres, output.shape()[1]))
            .toList();
    session.run(inputs, outputs);
    FloatBuffer all =
        FloatBuffer.allocate(outputs.stream().mapToInt(o -> o.floats().remaining()).sum());
    outputs.forEach(output -> all.put(output.floats()));
    return all.array();
  }

  private NativeTensor input(String role, Tensor tensor, int subjects, long seed) {
    if (role.equals("row") || role.equals("step")) {
      NativeTensor indices = NativeTensor.longs(tensor.name()).shape(centres);
      for (int i = 0; i < centres; i++) {
        boolean step = role.equals("step");
        int last = layout.steps() - layout.halo() - 1;
        indices.longs().put(i, step ? Math.min(last, layout.halo() + i) : 0);
      }
      return indices;
    }
    long[] shape = tensor.shape().clone();
    shape[0] = role.startsWith("static") ? centres : subjects;
    if (!role.startsWith("static")) {
      shape[1] = layout.steps();
    }
    NativeTensor values = NativeTensor.floats(tensor.name()).shape(shape);
    Random random = new Random(31 * seed + role.hashCode());
    FloatBuffer floats = values.floats();
    while (floats.hasRemaining()) {
      float value = (float) random.nextGaussian();
      floats.put(role.endsWith("_mask") ? Math.signum(Math.max(0, value + 1)) : value);
    }
    return values;
  }
}
