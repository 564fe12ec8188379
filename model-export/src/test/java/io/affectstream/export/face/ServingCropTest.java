package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.FaceCropper;
import io.affectstream.features.vision.FaceDetector;
import io.affectstream.features.vision.YuNetFaceDetector;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.face.DetectorModel;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceAugmentation;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The shipped encoder keeps its accuracy when a detector and the stream's cropper find the face:
 * images of FER2013 are enlarged and inserted into a larger one, as from a camera.
 */
class ServingCropTest {

  private static final int SIDE = 48;
  private static final int FACE = 144;
  private static final int PICTURE = 320;
  private static final int STRIDE = 24;

  private ModelBundle bundle;
  private FaceImages faces;

  @BeforeEach
  void read() throws Exception {
    bundle = ModelBundle.named("face-3");
    faces = FaceFolders.read(TestData.require("fer2013/fer2013-original.tar.gz"), "validation");
  }

  @Test
  void landmarksOfTheBuiltInDetectorGiveTheFramingOfTheTrainingImages() throws Exception {
    try (DetectorModel model = DetectorModel.builtIn(DeviceConfig.cpu());
        FaceDetector detector = model.detector()) {
      assertKeepsItsAccuracy(compare(detector));
    }
  }

  @Test
  void landmarksOfYuNetGiveTheFramingOfTheTrainingImages() throws Exception {
    byte[] model = Files.readAllBytes(TestData.require("models/yunet_s_640_640.onnx"));
    try (YuNetFaceDetector detector = new YuNetFaceDetector(model, 0.6f, 0.3f, 320)) {
      assertKeepsItsAccuracy(compare(detector));
    }
  }

  private static void assertKeepsItsAccuracy(Comparison comparison) {
    assertThat(comparison.found()).isGreaterThan(110);
    assertThat(comparison.detected()).isGreaterThan(comparison.direct() - 0.1);
  }

  /**
   * Accuracy on the images in which a face was found.
   *
   * @param found number of these images
   * @param direct accuracy on the unmodified images
   * @param detected accuracy on crops of detected faces
   */
  private record Comparison(int found, double direct, double detected) {}

  private Comparison compare(FaceDetector detector) throws Exception {
    Manifest.Face face = bundle.manifest().face();
    int found = 0;
    int direct = 0;
    int detected = 0;
    try (FaceGraphSession session = new FaceGraphSession(bundle.file(face.file()));
        FaceCropper cropper = new FaceCropper(face.input(), face.crop())) {
      for (int i = 0; i < faces.size(); i += STRIDE) {
        int truth = Columns.of(faces.labels().get(i));
        try (Mat image = image(i)) {
          List<DetectedFace> seen = detector.detect(image);
          if (!seen.isEmpty()) {
            found++;
            direct += truth == label(session, plain(i)) ? 1 : 0;
            detected += truth == label(session, crop(cropper, image, seen.get(0))) ? 1 : 0;
          }
        }
      }
    }
    return new Comparison(found, direct / (double) found, detected / (double) found);
  }

  private float[] plain(int index) {
    int side = bundle.manifest().face().input().width();
    float[] plain = new float[side * side];
    FaceAugmentation.plain(faces.pixels(), index * SIDE * SIDE, SIDE, plain, 0, side);
    return plain;
  }

  private Mat image(int index) {
    byte[] pixels =
        Arrays.copyOfRange(faces.pixels(), index * SIDE * SIDE, (index + 1) * SIDE * SIDE);
    int border = (PICTURE - FACE) / 2;
    try (BytePointer bytes = new BytePointer(pixels);
        Mat small = new Mat(SIDE, SIDE, opencv_core.CV_8UC1, bytes);
        Mat large = new Mat();
        Mat padded = new Mat();
        Size size = new Size(FACE, FACE);
        Scalar unused = new Scalar()) {
      Mat image = new Mat();
      opencv_imgproc.resize(small, large, size, 0, 0, opencv_imgproc.INTER_CUBIC);
      opencv_core.copyMakeBorder(
          large, padded, border, border, border, border, opencv_core.BORDER_REPLICATE, unused);
      opencv_imgproc.cvtColor(padded, image, opencv_imgproc.COLOR_GRAY2BGR);
      return image;
    }
  }

  private static float[] crop(FaceCropper cropper, Mat image, DetectedFace face) {
    FloatBuffer row =
        ByteBuffer.allocateDirect(cropper.rowLength() * Float.BYTES)
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    cropper.crop(image, face, row);
    float[] values = new float[cropper.rowLength()];
    row.flip().get(values);
    return values;
  }

  private static int label(FaceGraphSession session, float[] face) throws Exception {
    float[] logits = session.run(face, 1, FaceEncoderGraph.EXPRESSION);
    int best = 0;
    for (int i = 1; i < logits.length; i++) {
      best = logits[i] > logits[best] ? i : best;
    }
    return best;
  }
}
