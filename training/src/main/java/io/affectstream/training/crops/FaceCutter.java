package io.affectstream.training.crops;

import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.FaceFraming;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Finds the largest face of an image, crops it as in the stream, and writes it as PNG. */
public final class FaceCutter implements AutoCloseable {

  private static final int SIDE = 48;
  private static final int LONGER_SIDE = 640;
  private static final float SCORE = 0.6f;
  private static final float OVERLAP = 0.3f;

  private final FaceDetector detector;
  private final FaceCropper cropper;
  private final Path out;
  private final FloatBuffer row;
  private int written;
  private int faceless;

  /**
   * A cutter.
   *
   * @param model file of the YuNet detector
   * @param out folder of the files {@code SPLIT/CLASS/NAME.png}
   * @throws IOException if the model cannot be read
   */
  public FaceCutter(Path model, Path out) throws IOException {
    this.out = out;
    detector = new YuNetFaceDetector(Files.readAllBytes(model), SCORE, OVERLAP, LONGER_SIDE);
    cropper = new FaceCropper(FaceFraming.input(SIDE, 1), FaceFraming.crop(SIDE));
    row =
        ByteBuffer.allocateDirect(SIDE * SIDE * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
  }

  /**
   * Crops and writes a face; only counts an image without a face.
   *
   * @param bgr 8-bit, 3-channel image
   */
  public void cut(Mat bgr, String split, Expression label, String name) throws IOException {
    List<DetectedFace> faces = detector.detect(bgr);
    if (faces.isEmpty()) {
      faceless++;
      return;
    }
    cropper.crop(bgr, faces.get(0), row.clear());
    byte[] grey = new byte[SIDE * SIDE];
    for (int i = 0; i < grey.length; i++) {
      grey[i] = (byte) Math.round(255 * row.get(i));
    }
    Path folder = out.resolve(split).resolve(label.name().toLowerCase(Locale.ROOT));
    Files.createDirectories(folder);
    write(grey, folder.resolve(name + ".png"));
    written++;
  }

  private static void write(byte[] grey, Path file) throws IOException {
    try (BytePointer bytes = new BytePointer(grey);
        Mat image = new Mat(SIDE, SIDE, opencv_core.CV_8UC1, bytes)) {
      if (!opencv_imgcodecs.imwrite(file.toString(), image)) {
        throw new IOException("%s: expected to write an image, found no way to".formatted(file));
      }
    }
  }

  /** Faces written. */
  public int written() {
    return written;
  }

  /** Images in which no face was found. */
  public int faceless() {
    return faceless;
  }

  @Override
  public void close() {
    cropper.close();
    detector.close();
  }
}
