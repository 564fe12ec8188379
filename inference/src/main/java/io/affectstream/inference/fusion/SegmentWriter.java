package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes segments one after the other into the inputs of the fusion graph. */
final class SegmentWriter {

  private static final float[] NONE = {};

  private final SegmentLayout layout;
  private final Map<String, FloatBuffer> floats = new HashMap<>();
  private final LongBuffer row;
  private final LongBuffer step;
  private int rowsWritten;

  /**
   * @param inputs inputs of the graph by role
   * @param tensors their memory by role
   * @param rows subjects b of all segments to come
   * @param centres centres n of all segments to come
   */
  SegmentWriter(
      SegmentLayout layout,
      Map<String, Tensor> inputs,
      Map<String, NativeTensor> tensors,
      int rows,
      int centres) {
    this.layout = layout;
    tensors.forEach(
        (role, tensor) -> {
          boolean perCentre =
              role.startsWith("static") || role.equals("row") || role.equals("step");
          long[] shape = inputs.get(role).shape().clone();
          shape[0] = perCentre ? centres : rows;
          if (!perCentre) {
            shape[1] = layout.steps();
          }
          tensor.shape(shape);
          if (!role.equals("row") && !role.equals("step")) {
            floats.put(role, tensor.floats());
          }
        });
    this.row = tensors.get("row").longs();
    this.step = tensors.get("step").longs();
  }

  void write(FusionRequest request) {
    List<Integer> subjects = request.subjects();
    for (Centre centre : request.centres()) {
      row.put(rowsWritten + subjects.indexOf(centre.subject()));
      step.put(centre.step());
      float[] memory = centre.faces().isEmpty() ? NONE : centre.faces().get(0).memory();
      put("static", layout.memory(), memory);
    }
    Segment segment = request.segment();
    for (int index : subjects) {
      Subject subject = segment.subjects().get(index);
      for (int s = 0; s < layout.steps(); s++) {
        put("embedding", layout.embedding(), subject.seen()[s] ? subject.embeddings()[s] : NONE);
        put("audio", layout.audio(), segment.voice()[s]);
        int word = segment.wordAt()[s];
        put("words", layout.words(), word < 0 ? NONE : segment.wordVectors()[word]);
      }
    }
    rowsWritten += subjects.size();
  }

  /** Fills the rows left with nothing: zeros, mask 0, the first row's first centre. */
  void fill() {
    for (FloatBuffer values : floats.values()) {
      while (values.hasRemaining()) {
        values.put(0);
      }
    }
    while (row.hasRemaining()) {
      row.put(0);
      step.put(layout.halo());
    }
  }

  /** Writes a feature and its mask 1, or zeros and 0 where the feature is empty. */
  private void put(String role, int size, float[] feature) {
    if (size == 0) {
      return;
    }
    boolean present = feature.length > 0;
    floats.get(role).put(present ? feature : new float[size]);
    floats.get(role + "_mask").put(present ? 1 : 0);
  }
}
