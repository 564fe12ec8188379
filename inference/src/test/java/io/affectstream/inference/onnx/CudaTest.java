package io.affectstream.inference.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtProvider;
import io.affectstream.features.testing.TestTools;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.onnx.DeviceConfig.AlgorithmSearch;
import io.affectstream.inference.onnx.DeviceConfig.Device;
import io.affectstream.schemas.bundle.Manifest.ImageInput;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** On a CUDA device; skipped where there is none (build with {@code -Pgpu}). */
@Timeout(600)
class CudaTest {

  private static final DeviceConfig GPU = DeviceConfig.cuda(0, 512L << 20);
  private static final int ROWS = 16;
  private static final int BATCHES = 10_000;

  /** Largest difference of an embedding, whose length is 1. */
  private static final float TOLERANCE = 1e-4f;

  private static final float TF32_TOLERANCE = 1e-2f;

  private static final int WARM_UP = 100;
  private static final long SLACK_MIB = 16;

  private static ModelBundle bundle;
  private static ImageInput image;

  @BeforeAll
  static void open() throws Exception {
    assumeThat(OrtEnvironment.getAvailableProviders())
        .as("a CUDA build of ONNX Runtime (-Pgpu)")
        .contains(OrtProvider.CUDA);
    TestTools.require("nvidia-smi");
    bundle = ModelSource.shipped("fusion-4").open();
    image = bundle.manifest().face().input();
  }

  /** The per-face graph with its own tensors. */
  private static final class Faces implements AutoCloseable {

    private final OnnxSession session;
    private final NativeTensor in = NativeTensor.floats(image.name());
    private final NativeTensor out = NativeTensor.floats("embedding");

    Faces(DeviceConfig device) {
      String file = bundle.manifest().face().file();
      session = OnnxSession.open(file, bundle.file(file), device);
    }

    NativeTensor run(long seed) {
      FloatBuffer pixels = in.shape(ROWS, image.channels(), image.height(), image.width()).floats();
      Random random = new Random(seed);
      while (pixels.hasRemaining()) {
        pixels.put(random.nextFloat());
      }
      session.run(List.of(in), List.of(out.shape(ROWS, 16)));
      return out;
    }

    @Override
    public void close() {
      session.close();
    }
  }

  private static void assertParity(DeviceConfig device, float tolerance) {
    try (Faces cpu = new Faces(DeviceConfig.cpu());
        Faces gpu = new Faces(device)) {
      assertThat(gpu.session.device()).isEqualTo(Device.CUDA);
      for (int seed = 0; seed < 20; seed++) {
        NativeTensor expected = cpu.run(seed);
        NativeTensor found = gpu.run(seed);
        for (int row = 0; row < ROWS; row++) {
          assertThat(found.slice(row)).containsExactly(expected.slice(row), within(tolerance));
        }
      }
    }
  }

  @Test
  void inFullPrecisionItSaysWhatTheCpuSays() {
    for (AlgorithmSearch search : AlgorithmSearch.values()) {
      assertParity(GPU.with(false, search), TOLERANCE);
    }
  }

  @Test
  void withTensorFloat32ItSaysNearlyTheSame() {
    assertParity(GPU.with(true, AlgorithmSearch.HEURISTIC), TF32_TOLERANCE);
  }

  @Test
  void tenThousandBatchesTakeNoMoreDeviceMemory() throws Exception {
    try (Faces gpu = new Faces(GPU)) {
      for (int i = 0; i < WARM_UP; i++) {
        gpu.run(i);
      }
      long before = usedMib();
      for (int i = 0; i < BATCHES; i++) {
        gpu.run(i % WARM_UP);
      }
      assertThat(usedMib()).isLessThanOrEqualTo(before + SLACK_MIB);
    }
  }

  private static long usedMib() throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                TestTools.require("nvidia-smi").toString(),
                "--id=0",
                "--query-gpu=memory.used",
                "--format=csv,noheader,nounits")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    return Long.parseLong(said.strip());
  }
}
