package io.affectstream.bench.jmh;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.FollowedFace;
import io.affectstream.inference.face.DetectorModel;
import io.affectstream.inference.onnx.DeviceConfig;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bytedeco.opencv.opencv_core.Mat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The built-in detector on the first frame of the demo's clip: a search, and its face followed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FaceDetectorBenchmark {

  private DetectorModel model;
  private FaceDetector detector;
  private Mat image;
  private List<FollowedFace> known;

  @Setup
  public void prepare() throws Exception {
    model = DetectorModel.builtIn(DeviceConfig.cpu());
    detector = model.detector();
    image = BenchmarkInputs.demoFrame();
    known = detector.detect(image).stream().map(FollowedFace::of).toList();
  }

  @Benchmark
  public List<DetectedFace> detect() {
    return detector.detect(image);
  }

  @Benchmark
  public List<Optional<DetectedFace>> follow() {
    return detector.follow(image, known);
  }

  @TearDown
  public void release() {
    detector.close();
    model.close();
    image.close();
  }
}
