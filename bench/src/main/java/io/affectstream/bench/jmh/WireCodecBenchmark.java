package io.affectstream.bench.jmh;

import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.VideoFrame;
import io.affectstream.schemas.wire.WireCodec;
import io.affectstream.schemas.wire.WireException;
import java.nio.ByteBuffer;
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

/** {@code WireCodec} of a frame with an image of 40 kB. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class WireCodecBenchmark {

  private static final int IMAGE_BYTES = 40_000;

  private final WireCodec<VideoFrame> codec = WireCodec.of(VideoFrame.class);
  private VideoFrame frame;
  private byte[] bytes;

  @Setup
  public void prepare() {
    frame =
        new VideoFrame(
            "stream",
            57L,
            1_900_000L,
            33_333L,
            FrameEncoding.JPEG,
            640,
            480,
            ByteBuffer.wrap(new byte[IMAGE_BYTES]),
            null,
            false);
    bytes = codec.encode(frame);
  }

  @Benchmark
  public byte[] encode() {
    return codec.encode(frame);
  }

  @Benchmark
  public VideoFrame decode() throws WireException {
    return codec.decode(bytes);
  }
}
