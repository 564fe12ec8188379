package io.affectstream.bench.jmh;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.ImageDecoder;
import io.affectstream.features.vision.ImageException;
import io.affectstream.features.vision.ImageLimits;
import io.affectstream.schemas.FrameEncoding;
import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.CropAlignment;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.TensorLayout;
import java.nio.FloatBuffer;
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

/**
 * {@code ImageDecoder.decode} of a JPEG of 640 x 480 and {@code FaceCropper.crop} of a face of 180
 * x 220 to 112 x 112, by its landmarks.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ImageBenchmark {

  private static final DetectedFace FACE =
      new DetectedFace(
          new FaceBox(200, 120, 180, 220),
          0.9f,
          new float[] {250, 200, 330, 200, 290, 245, 258, 290, 322, 290});

  private ImageDecoder decoder;
  private FaceCropper cropper;
  private byte[] jpeg;
  private Mat image;
  private float[] row;

  @Setup
  public void prepare() {
    decoder = new ImageDecoder(ImageLimits.DEFAULT);
    cropper =
        new FaceCropper(
            new Manifest.ImageInput(
                "image",
                112,
                112,
                TensorLayout.NCHW,
                ColourOrder.RGB,
                1f / 255,
                new float[] {0.5f, 0.5f, 0.5f},
                new float[] {0.25f, 0.25f, 0.25f}),
            new Manifest.Crop(
                CropAlignment.SIMILARITY,
                0,
                new float[] {0.34f, 0.46f, 0.66f, 0.46f, 0.5f, 0.64f, 0.37f, 0.82f, 0.63f, 0.82f}));
    jpeg = BenchmarkInputs.jpeg();
    image = BenchmarkInputs.image();
    row = new float[cropper.rowLength()];
  }

  @Benchmark
  public int decode() throws ImageException {
    try (Mat decoded =
        decoder
            .decode(FrameEncoding.JPEG, BenchmarkInputs.WIDTH, BenchmarkInputs.HEIGHT, jpeg)
            .pixels()) {
      return decoded.rows();
    }
  }

  @Benchmark
  public float[] crop() {
    cropper.crop(image, FACE, FloatBuffer.wrap(row));
    return row;
  }

  @TearDown
  public void release() {
    cropper.close();
    image.close();
  }
}
