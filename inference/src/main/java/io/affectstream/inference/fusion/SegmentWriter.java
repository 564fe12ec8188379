package io.affectstream.inference.fusion;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.align.Segment.Subject;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes segments one after the other into the inputs of the fusion graph. */
final class SegmentWriter {

  private static final float[] NONE = {};

  private final SegmentLayout layout;
  private final List<FloatBuffer> floats = new ArrayList<>();
  private final Feature memory;
  private final Feature embedding;
  private final Feature audio;
  private final Feature words;
  private final LongBuffer row;
  private final LongBuffer step;
  private int rowsWritten;

  /** A feature's input and its mask; both {@code null} if the graph does not read it. */
  private record Feature(FloatBuffer values, FloatBuffer mask, float[] absent) {

    /** Writes the feature and mask 1, or zeros and 0 if it is empty. */
    void put(float[] feature) {
      if (values == null) {
        return;
      }
      boolean present = feature.length > 0;
      values.put(present ? feature : absent);
      mask.put(present ? 1 : 0);
    }
  }

  /**
   * @param inputs inputs of the graph by role
   * @param tensors their memory by role
   * @param rows subjects b of all segments
   * @param centres centres n of all segments
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
        });
    this.memory = feature(tensors, "static", layout.memory());
    this.embedding = feature(tensors, "embedding", layout.embedding());
    this.audio = feature(tensors, "audio", layout.audio());
    this.words = feature(tensors, "words", layout.words());
    this.row = tensors.get("row").longs();
    this.step = tensors.get("step").longs();
  }

  private Feature feature(Map<String, NativeTensor> tensors, String role, int size) {
    if (size == 0) {
      return new Feature(null, null, NONE);
    }
    FloatBuffer values = tensors.get(role).floats();
    FloatBuffer mask = tensors.get(role + "_mask").floats();
    floats.add(values);
    floats.add(mask);
    return new Feature(values, mask, new float[size]);
  }

  void write(FusionRequest request) {
    List<Integer> subjects = request.subjects();
    for (Centre centre : request.centres()) {
      row.put(rowsWritten + subjects.indexOf(centre.subject()));
      step.put(centre.step());
      memory.put(centre.faces().isEmpty() ? NONE : centre.faces().get(0).memory());
    }
    Segment segment = request.segment();
    for (int index : subjects) {
      Subject subject = segment.subjects().get(index);
      for (int s = 0; s < layout.steps(); s++) {
        embedding.put(subject.seen()[s] ? subject.embeddings()[s] : NONE);
        audio.put(segment.voice()[s]);
        int word = segment.wordAt()[s];
        words.put(word < 0 ? NONE : segment.wordVectors()[word]);
      }
    }
    rowsWritten += subjects.size();
  }

  /** Pads the remaining rows: zeros, mask 0, the first row's first centre. */
  void fill() {
    for (FloatBuffer values : floats) {
      while (values.hasRemaining()) {
        values.put(0);
      }
    }
    while (row.hasRemaining()) {
      row.put(0);
      step.put(layout.halo());
    }
  }
}
