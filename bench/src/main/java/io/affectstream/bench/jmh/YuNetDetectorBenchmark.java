package io.affectstream.bench.jmh;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.YuNetFaceDetector;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code YuNetFaceDetector.detect} on the first frame of the demo's clip, at most 320 pixels wide.
 * The model is third-party: {@code AFFECT_DATA} is the folder that contains {@code models/} with
 * it.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class YuNetDetectorBenchmark {

  private static final float SCORE = 0.6f;
  private static final float NMS = 0.3f;

  @Param("320")
  public int maxSide;

  private YuNetFaceDetector detector;
  private Mat image;

  /** Expected location of the model. */
  public static Path model() {
    String data = System.getenv().getOrDefault("AFFECT_DATA", "../shared/data");
    return Path.of(data, "models", "yunet_s_640_640.onnx");
  }

  @Setup
  public void prepare() throws Exception {
    detector = new YuNetFaceDetector(Files.readAllBytes(model()), SCORE, NMS, maxSide);
    image = BenchmarkInputs.demoFrame();
  }

  @Benchmark
  public List<DetectedFace> detect() {
    return detector.detect(image);
  }

  @TearDown
  public void release() {
    detector.close();
    image.close();
  }
}
