package io.affectstream.bench.hot;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.HaarFaceDetector;
import java.util.List;
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

/** {@code HaarFaceDetector.detect} on the first frame of the demo's clip. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HaarDetectorBenchmark {

  private HaarFaceDetector detector;
  private Mat picture;

  @Setup
  public void prepare() throws Exception {
    detector = new HaarFaceDetector();
    picture = Samples.demoFrame();
  }

  @Benchmark
  public List<DetectedFace> detect() {
    return detector.detect(picture);
  }

  @TearDown
  public void release() {
    detector.close();
    picture.close();
  }
}
