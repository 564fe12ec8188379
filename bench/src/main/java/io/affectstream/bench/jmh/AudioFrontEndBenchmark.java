package io.affectstream.bench.jmh;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.audio.PcmChunk;
import io.affectstream.features.audio.PitchTrackers;
import io.affectstream.features.audio.VoiceState;
import io.affectstream.features.time.Grid;
import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** {@code AudioFrontEnd.push}: one second of a vowel at 16 kHz in chunks of 100 ms. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AudioFrontEndBenchmark {

  private static final int CHUNK = 1600;
  private static final int CHUNKS = 10;
  private static final long CHUNK_MICROS = 100_000;

  @Param({"auto", "yin"})
  public String pitch;

  private final VoiceState state = new VoiceState();
  private float[][] chunks;
  private AudioFrontEnd frontEnd;
  private long time;

  @Setup
  public void prepare() {
    frontEnd =
        new AudioFrontEnd(
            new Grid(30),
            PitchTrackers.find(pitch)
                .create(AudioFrontEnd.SAMPLE_RATE_HZ, AudioFrontEnd.FRAME_LENGTH));
    chunks = new float[CHUNKS][CHUNK];
    for (int i = 0; i < CHUNKS * CHUNK; i++) {
      double phase = 2 * Math.PI * 140 * i / AudioFrontEnd.SAMPLE_RATE_HZ;
      chunks[i / CHUNK][i % CHUNK] =
          (float) (0.3 * Math.sin(phase) + 0.1 * Math.sin(5 * phase) + 0.05 * Math.sin(17 * phase));
    }
  }

  @Benchmark
  public void pushOneSecond(Blackhole out) {
    for (float[] chunk : chunks) {
      out.consume(
          frontEnd.push(state, "s", new PcmChunk(time, AudioFrontEnd.SAMPLE_RATE_HZ, chunk)));
      time += CHUNK_MICROS;
    }
  }
}
