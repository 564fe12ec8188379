package io.affectstream.inference.bundle;

import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.InferenceException;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.inference.onnx.TensorSpec;
import io.affectstream.inference.onnx.TensorSpec.ElementType;
import io.affectstream.schemas.bundle.DetectorKind;
import io.affectstream.schemas.bundle.HeadGraph;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.Manifest.Grid;
import io.affectstream.schemas.bundle.Manifest.Head;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import io.affectstream.schemas.bundle.Manifest.Tensor;
import io.affectstream.schemas.bundle.Manifest.TextNetwork;
import io.affectstream.schemas.bundle.TensorLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Loads each graph and compares its inputs and outputs with the manifest. */
final class GraphCheck {

  private static final String REMEDY = "export the graph again or correct the manifest";

  private final Manifest manifest;
  private final Map<String, byte[]> files;
  private final Problems problems;

  private GraphCheck(Manifest manifest, Map<String, byte[]> files, Problems problems) {
    this.manifest = manifest;
    this.files = files;
    this.problems = problems;
  }

  /** Checks the graphs with intact files; the others are already reported. */
  static void run(Manifest manifest, Map<String, byte[]> files, Problems problems) {
    GraphCheck check = new GraphCheck(manifest, files, problems);
    if (manifest.detector() != null) {
      check.load(manifest.detector().file(), check::detector);
    }
    if (manifest.face() != null) {
      check.load(manifest.face().file(), check::face);
    }
    if (manifest.words() != null && manifest.words().network() != null) {
      check.load(manifest.words().network().file(), check::words);
    }
    if (manifest.fusion() != null) {
      check.load(manifest.fusion().file(), check::fusion);
    }
  }

  private void load(String file, Consumer<OnnxSession> check) {
    byte[] model = file == null ? null : files.get(file);
    if (model == null) {
      return;
    }
    try (OnnxSession session = OnnxSession.open(file, model, DeviceConfig.cpu())) {
      check.accept(session);
    } catch (InferenceException e) {
      problems.file(file, "a graph that ONNX Runtime loads", e.getMessage(), "export it again");
    }
  }

  private void detector(OnnxSession graph) {
    if (manifest.detector().kind() == DetectorKind.GRID) {
      grid(graph, manifest.detector().grid());
      return;
    }
    Set<String> missing = new TreeSet<>(KnownParts.YUNET_OUTPUTS);
    missing.removeAll(graph.outputs().keySet());
    if (!missing.isEmpty()) {
      problems.file(
          graph.graph(),
          "the outputs of a YuNet detector",
          "no " + missing,
          "use a YuNet 2023mar file, or remove 'detector' to use the built-in one");
    }
  }

  private void grid(OnnxSession graph, Grid grid) {
    if (grid == null || grid.strides() == null || grid.strides().length == 0) {
      return;
    }
    boolean holds =
        tensor(graph, "input", grid.input(), ElementType.FLOAT32, new long[] {-1, 1, -1, -1});
    noOther(graph, Set.of(String.valueOf(grid.input())));
    for (int stride : grid.strides()) {
      holds &= output(graph, new Tensor(grid.scores() + stride, new long[] {-1, -1}));
      holds &= output(graph, new Tensor(grid.boxes() + stride, new long[] {-1, -1, 4}));
      holds &= output(graph, new Tensor(grid.points() + stride, new long[] {-1, -1, 10}));
    }
    if (holds) {
      cells(graph, grid);
    }
  }

  /** Runs two images, because the declared shapes do not contain the number of cells. */
  private void cells(OnnxSession graph, Grid grid) {
    int side = Arrays.stream(grid.strides()).max().orElseThrow();
    NativeTensor images = NativeTensor.floats(grid.input()).shape(2, 1, side, 2L * side);
    List<NativeTensor> outputs = new ArrayList<>();
    for (int stride : grid.strides()) {
      long cells = (side / stride) * (2L * side / stride);
      outputs.add(NativeTensor.floats(grid.scores() + stride).shape(2, cells));
      outputs.add(NativeTensor.floats(grid.boxes() + stride).shape(2, cells, 4));
      outputs.add(NativeTensor.floats(grid.points() + stride).shape(2, cells, 10));
    }
    try {
      graph.run(List.of(images), outputs);
    } catch (InferenceException e) {
      problems.file(
          graph.graph(),
          "one cell per stride in images of %d x %d".formatted(2 * side, side),
          e.getMessage(),
          REMEDY);
    }
  }

  private void face(OnnxSession graph) {
    ImageInput input = manifest.face().input();
    if (input != null) {
      tensor(graph, "input", input.name(), ElementType.FLOAT32, imageShape(input));
      noOther(graph, Set.of(String.valueOf(input.name())));
    }
    if (manifest.face().outputs() != null) {
      manifest.face().outputs().values().forEach(tensor -> output(graph, tensor));
    }
    heads(graph, HeadGraph.FACE);
  }

  private static long[] imageShape(ImageInput input) {
    return input.layout() == TensorLayout.NHWC
        ? new long[] {-1, input.height(), input.width(), input.channels()}
        : new long[] {-1, input.channels(), input.height(), input.width()};
  }

  private void words(OnnxSession graph) {
    TextNetwork network = manifest.words().network();
    tensor(graph, "input", network.input(), ElementType.INT64, new long[] {-1, -1});
    noOther(graph, Set.of(String.valueOf(network.input())));
    if (network.outputs() != null) {
      network.outputs().values().forEach(tensor -> output(graph, tensor));
    }
  }

  private void fusion(OnnxSession graph) {
    Map<String, Tensor> inputs = manifest.fusion().inputs();
    if (inputs != null) {
      Set<String> fed = new HashSet<>();
      inputs.forEach(
          (role, tensor) -> {
            if (tensor != null && tensor.shape() != null) {
              boolean index = role.equals("row") || role.equals("step");
              ElementType type = index ? ElementType.INT64 : ElementType.FLOAT32;
              tensor(graph, "input", tensor.name(), type, tensor.shape());
              fed.add(tensor.name());
            }
          });
      noOther(graph, fed);
    }
    heads(graph, HeadGraph.FUSION);
  }

  private void heads(OnnxSession graph, HeadGraph name) {
    if (manifest.heads() != null) {
      head(graph, name, manifest.heads().expression());
      head(graph, name, manifest.heads().actionUnits());
    }
  }

  private void head(OnnxSession graph, HeadGraph name, Head head) {
    if (head != null && name == head.graph() && head.labels() != null) {
      output(graph, new Tensor(head.output(), new long[] {-1, head.labels().size()}));
      if (head.certainty() != null) {
        output(graph, new Tensor(head.certainty(), new long[] {-1, 2}));
      }
    }
  }

  private boolean output(OnnxSession graph, Tensor tensor) {
    return tensor != null
        && tensor.shape() != null
        && tensor(graph, "output", tensor.name(), ElementType.FLOAT32, tensor.shape());
  }

  /** Whether a tensor is as expected; reports a problem if not. */
  private boolean tensor(
      OnnxSession graph, String kind, String name, ElementType type, long[] shape) {
    Map<String, TensorSpec> specs = kind.equals("input") ? graph.inputs() : graph.outputs();
    TensorSpec spec = specs.get(name);
    if (spec == null) {
      problems.file(
          graph.graph(),
          "an %s named '%s'".formatted(kind, name),
          "%ss named %s".formatted(kind, new TreeSet<>(specs.keySet())),
          REMEDY);
      return false;
    }
    String where = "%s: %s '%s'".formatted(graph.graph(), kind, name);
    if (spec.type() != type) {
      problems.file(where, type.toString(), spec.type(), REMEDY);
    }
    boolean matches = matches(shape, spec.shape());
    if (!matches) {
      problems.file(where, "shape " + Arrays.toString(shape), spec.shape(), REMEDY);
    }
    return matches && spec.type() == type;
  }

  /** An open axis must be open in the graph too; a fixed one may be open or the same. */
  private static boolean matches(long[] expected, long[] found) {
    boolean holds = expected.length == found.length;
    for (int i = 0; holds && i < expected.length; i++) {
      holds = found[i] == -1 || found[i] == expected[i];
    }
    return holds;
  }

  private void noOther(OnnxSession graph, Set<String> fed) {
    Set<String> others = new TreeSet<>(graph.inputs().keySet());
    others.removeAll(fed);
    if (!others.isEmpty()) {
      problems.file(
          graph.graph(),
          "only the inputs " + new TreeSet<>(fed),
          "also %s, which nothing would feed".formatted(others),
          REMEDY);
    }
  }
}
