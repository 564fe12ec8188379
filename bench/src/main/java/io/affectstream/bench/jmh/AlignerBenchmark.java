package io.affectstream.bench.jmh;

import io.affectstream.features.align.Aligner;
import io.affectstream.features.align.AlignmentConfig;
import io.affectstream.features.align.AlignmentState;
import io.affectstream.features.align.AlignmentStore.Stores;
import io.affectstream.features.align.FaceFrame;
import io.affectstream.features.align.LateArrival;
import io.affectstream.features.align.MapStore;
import io.affectstream.features.align.Segment;
import io.affectstream.features.align.VoiceSteps;
import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceTracker;
import io.affectstream.features.vision.TrackerConfig;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
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
import org.openjdk.jmh.infra.Blackhole;

/** {@code Aligner}: one frame with a face and one step of voice, 30 per second, M 60 and K 15. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AlignerBenchmark {

  private static final String STREAM = "s";

  private final AlignmentConfig config = AlignmentConfig.strict(30, 60, 15);
  private final Aligner aligner = new Aligner(config, new FaceTracker(TrackerConfig.DEFAULT));
  private final AlignmentState state = new AlignmentState();
  private final Stores stores = MapStore.stores();
  private final List<Face> faces = BenchmarkInputs.faces(1, 0);
  private long step;

  @Setup
  public void prepare() {
    aligner.expect(state, List.of(Modality.FACE, Modality.VOICE));
  }

  @Benchmark
  public void frame(Blackhole blackhole) {
    Aligner.Output out =
        new Aligner.Output() {
          @Override
          public void segment(Segment segment) {
            blackhole.consume(segment);
          }

          @Override
          public void late(LateArrival late) {
            throw new IllegalStateException("strict alignment: nothing is late, found " + late);
          }
        };
    long time = config.grid().timeOf(step);
    aligner.faces(
        state,
        stores,
        new FaceFrame(STREAM, step, step, time, 33_333, Reason.MEASURED, faces, false),
        out);
    aligner.advance(state, stores, STREAM, out);
    aligner.voice(
        state,
        stores,
        new VoiceSteps(
            STREAM,
            new long[] {step},
            new float[][] {new float[AudioFrontEnd.DIMENSIONS]},
            config.grid().endOf(step),
            false),
        out);
    aligner.advance(state, stores, STREAM, out);
    step++;
  }
}
