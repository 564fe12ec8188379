package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.FaceMemory;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that the inputs of the fusion graph match each other and their sources. */
final class FusionCheck {

  private final Manifest manifest;
  private final Rules rules;
  private final Map<String, Tensor> inputs;

  FusionCheck(Manifest manifest, Rules rules) {
    this.manifest = manifest;
    this.rules = rules;
    this.inputs = manifest.fusion().inputs() == null ? Map.of() : manifest.fusion().inputs();
  }

  void run() {
    names();
    axes("row", -1);
    axes("step", -1);
    modality("embedding", "face.outputs.embedding", faceSize("embedding"));
    modality("audio", "audio", manifest.audio() == null ? 0 : manifest.audio().dimensions());
    modality("words", "words", manifest.words() == null ? 0 : manifest.words().dimensions());
    staticInput();
  }

  private void names() {
    Set<String> names = new HashSet<>();
    inputs.forEach(
        (role, tensor) -> {
          String key = "fusion.inputs." + role;
          if (rules.oneOf(key, role, KnownParts.FUSION_INPUTS) && rules.present(key, tensor)) {
            rules.text(key + ".name", tensor.name());
            rules.require(
                names.add(tensor.name()), key + ".name", "a tensor of its own", tensor.name());
          }
        });
  }

  /** A sequence {@code [b, S, dimensions]} and its mask {@code [b, S]}, both or neither. */
  private void modality(String role, String source, long dimensions) {
    if (!inputs.containsKey(role) && !inputs.containsKey(role + "_mask")) {
      return;
    }
    String expected = "this part, as fusion.inputs.%s reads it".formatted(role);
    if (rules.require(dimensions > 0, source, expected, null)) {
      axes(role, -1, steps(), dimensions);
      axes(role + "_mask", -1, steps());
    }
  }

  private void staticInput() {
    if (!inputs.containsKey("static") && !inputs.containsKey("static_mask")) {
      return;
    }
    axes("static_mask", -1);
    FaceMemory memory = manifest.fusion().memory();
    if (!rules.known("fusion.memory", memory, List.of(FaceMemory.values()))) {
      return;
    }
    long size = faceSize(memory.toString());
    String source = "face.outputs." + memory;
    if (rules.require(size > 0, source, "this part, as fusion.inputs.static reads it", null)) {
      long[] shape = shape("static");
      rules.require(
          shape.length >= 2 && shape[0] == -1 && rowSize(shape) == size,
          "fusion.inputs.static.shape",
          "[-1, ...] with the %d numbers of %s".formatted(size, source),
          shape);
    }
  }

  /** The second axis, if any, is the steps; the graph may leave it open. */
  private void axes(String role, long... expected) {
    long[] shape = shape(role);
    boolean holds = shape.length == expected.length;
    for (int i = 0; holds && i < expected.length; i++) {
      holds = shape[i] == expected[i] || (i == 1 && shape[i] == -1);
    }
    String openSteps = expected.length > 1 ? ", or -1 for the segment + 2 halo steps" : "";
    rules.require(
        holds,
        "fusion.inputs.%s.shape".formatted(role),
        Arrays.toString(expected) + openSteps,
        shape.length == 0 ? null : shape);
  }

  private long[] shape(String role) {
    Tensor tensor = inputs.get(role);
    return tensor == null || tensor.shape() == null ? new long[0] : tensor.shape();
  }

  private long steps() {
    Manifest.GridSpec grid = manifest.grid();
    return grid == null ? -1 : grid.segment() + 2L * grid.halo();
  }

  private long faceSize(String role) {
    if (manifest.face() == null || manifest.face().outputs() == null) {
      return 0;
    }
    Tensor tensor = manifest.face().outputs().get(role);
    return tensor == null || tensor.shape() == null ? 0 : rowSize(tensor.shape());
  }

  private static long rowSize(long[] shape) {
    return Arrays.stream(shape).skip(1).reduce(1, (a, b) -> a * b);
  }
}
