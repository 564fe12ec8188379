package io.affectstream.bench.jmh;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.ImageSize;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.features.vision.TrackerState;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** {@code FaceTracker.update}: eight faces that move slightly back and forth. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FaceTrackerBenchmark {

  private static final int FACES = 8;
  private static final long FRAME_MICROS = 40_000;

  private final FaceTracker tracker = new FaceTracker(TrackerConfig.DEFAULT);
  private final TrackerState state = new TrackerState();
  private List<List<Face>> frames;
  private long frame;

  @Setup
  public void prepare() {
    frames =
        List.of(
            BenchmarkInputs.faces(FACES, 0),
            BenchmarkInputs.faces(FACES, 2),
            BenchmarkInputs.faces(FACES, 4),
            BenchmarkInputs.faces(FACES, 2));
  }

  @Benchmark
  public int[] updateEightFaces() {
    List<Face> faces = frames.get((int) (frame % frames.size()));
    return tracker.update(state, frame++ * FRAME_MICROS, ImageSize.UNKNOWN, faces);
  }
}
