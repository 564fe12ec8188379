package io.affectstream.bench.jmh;

import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.BatchFunction;
import io.affectstream.inference.onnx.Batcher;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.onnx.NativeTensor;
import io.affectstream.inference.onnx.OnnxSession;
import io.affectstream.schemas.bundle.Manifest;
import java.nio.FloatBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code Batcher.submit} with the per-face graph of a shipped bundle, in floats or with
 * convolutions in 8-bit integers, one thread, per face: 16 faces submitted together, in batches of
 * 1 and of 16; and the batcher alone, without a graph.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FaceBatchBenchmark {

  /** Faces submitted together. */
  static final int FACES = 16;

  @Param({"1", "16"})
  public int batch;

  @Param({"face-3", "face-3-int8"})
  public String bundle;

  private final List<float[]> crops = new ArrayList<>();
  private OnnxSession session;
  private Batcher<float[], float[]> graph;
  private Batcher<float[], float[]> nothing;

  @Setup
  public void prepare() throws Exception {
    ModelBundle shipped = ModelBundle.named(bundle);
    Manifest.Face face = shipped.manifest().face();
    session = OnnxSession.open(face.file(), shipped.file(face.file()), DeviceConfig.cpu());
    Manifest.ImageInput input = face.input();
    int size = input.width() * input.height() * input.channels();
    for (int i = 0; i < FACES; i++) {
      float[] crop = new float[size];
      for (int k = 0; k < size; k++) {
        crop[k] = (i * 31 + k * 7) % 256 / 256f;
      }
      crops.add(crop);
    }
    BatcherConfig config = new BatcherConfig(batch, Duration.ZERO, FACES, 1);
    graph = new Batcher<>("graph", config, () -> new Graph(session, face));
    nothing = new Batcher<>("nothing", config, () -> rows -> rows);
  }

  @Benchmark
  @OperationsPerInvocation(FACES)
  public List<float[]> faces() {
    return answers(graph);
  }

  @Benchmark
  @OperationsPerInvocation(FACES)
  public List<float[]> batcherAlone() {
    return answers(nothing);
  }

  private List<float[]> answers(Batcher<float[], float[]> batcher) {
    List<CompletableFuture<float[]>> answers = crops.stream().map(batcher::submit).toList();
    return answers.stream().map(CompletableFuture::join).toList();
  }

  @TearDown
  public void release() {
    graph.close();
    nothing.close();
    session.close();
  }

  /** The graph on the crops of a batch; returns its embedding. */
  private static final class Graph implements BatchFunction<float[], float[]> {

    private final OnnxSession session;
    private final Manifest.ImageInput image;
    private final NativeTensor input;
    private final NativeTensor embedding;
    private final NativeTensor tokens;
    private final Manifest.Face face;

    Graph(OnnxSession session, Manifest.Face face) {
      this.session = session;
      this.face = face;
      this.image = face.input();
      this.input = NativeTensor.floats(image.name());
      this.embedding = NativeTensor.floats(face.outputs().get("embedding").name());
      this.tokens = NativeTensor.floats(face.outputs().get("tokens").name());
    }

    @Override
    public List<float[]> run(List<float[]> crops) {
      FloatBuffer pixels =
          input.shape(crops.size(), image.channels(), image.height(), image.width()).floats();
      crops.forEach(pixels::put);
      session.run(
          List.of(input),
          List.of(
              embedding.shape(shape("embedding", crops.size())),
              tokens.shape(shape("tokens", crops.size()))));
      List<float[]> answers = new ArrayList<>(crops.size());
      for (int i = 0; i < crops.size(); i++) {
        answers.add(embedding.slice(i));
      }
      return answers;
    }

    private long[] shape(String output, int rows) {
      long[] shape = face.outputs().get(output).shape().clone();
      shape[0] = rows;
      return shape;
    }
  }
}
