package io.affectstream.inference.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.hconcat;

import io.affectstream.features.testing.TestClips;
import io.affectstream.features.testing.TestData;
import io.affectstream.features.vision.DetectedFace;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.features.vision.FaceSelection;
import io.affectstream.features.vision.Image;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.inference.bundle.ReferenceBundle;
import io.affectstream.inference.onnx.BatcherConfig;
import io.affectstream.inference.onnx.DeviceConfig;
import io.affectstream.inference.testing.TestBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the real detector and expression net. */
@Timeout(120)
class FaceAnalyserTest {

  private static final BatcherConfig ALONE = new BatcherConfig(1, Duration.ZERO, 8, 1);
  private static final int OTHER = 7;

  @TempDir static Path temp;
  private static ModelBundle bundle;

  @BeforeAll
  static void assemble() throws Exception {
    Path model = TestData.require("models/faceapi_expression_112.onnx");
    TestData.require("models/yunet_s_640_640.onnx");
    bundle = ReferenceBundle.assemble(model.getParent().getParent(), temp.resolve("static"));
  }

  @Test
  void measuresTheSpeakerOfAClip() throws IOException {
    List<Mat> frames = TestClips.frames("bbaf2n.mpg", 15);
    assertThat(frames).hasSize(5);
    try (FaceAnalyser analyser = analyser(ALONE)) {
      for (Mat frame : frames) {
        List<Face> faces = analyse(analyser, frame).join();
        assertThat(faces).hasSize(1);
        Face face = faces.get(0);
        assertThat(face.score()).isBetween(0.8f, 1f);
        assertThat(face.quality()).isBetween(0.01f, 1f);
        assertThat(face.box().width()).isBetween(50f, 200f);
        assertThat(face.expression()).hasSize(8);
        assertThat(sum(face.expression())).isCloseTo(1, within(1e-5f));
        assertThat(face.expression()[OTHER]).isZero();
        assertThat(face.actionUnits()).isEmpty();
        assertThat(face.embedding()).isEmpty();
        assertThat(face.memory()).isEmpty();
      }
    } finally {
      frames.forEach(Mat::close);
    }
  }

  @Test
  void batchesAndThreadsChangeNoBit() throws Exception {
    List<Mat> frames = TestClips.frames("lrwp9a.mpg", 3);
    ExecutorService callers = Executors.newFixedThreadPool(4);
    try (FaceAnalyser alone = analyser(ALONE);
        FaceAnalyser batched = analyser(new BatcherConfig(16, Duration.ofMillis(20), 16, 2))) {
      List<CompletableFuture<List<Face>>> together = new ArrayList<>();
      for (Mat frame : frames) {
        together.add(CompletableFuture.supplyAsync(() -> analyse(batched, frame).join(), callers));
      }
      for (int i = 0; i < frames.size(); i++) {
        assertSame(together.get(i).join(), analyse(alone, frames.get(i)).join());
      }
      assertThat(alone.metrics().meanRows()).isEqualTo(1);
      assertThat(batched.metrics().rows()).isEqualTo(frames.size());
    } finally {
      callers.shutdown();
      frames.forEach(Mat::close);
    }
  }

  @Test
  void aImageWithoutFaceGivesNone() {
    try (Mat grey = new Mat(240, 320, CV_8UC3, new Scalar(90, 90, 90, 0));
        FaceAnalyser analyser = analyser(ALONE)) {
      assertThat(analyse(analyser, grey).join()).isEmpty();
      assertThat(analyser.metrics().rows()).isZero();
    }
  }

  @Test
  void analysesAllFacesOrTheLargestAlone() throws IOException {
    List<Mat> left = TestClips.frames("bbaf2n.mpg", 75);
    List<Mat> right = TestClips.frames("lrwp9a.mpg", 75);
    try (Mat both = new Mat();
        FaceAnalyser all = analyser(ALONE);
        FaceAnalyser largest =
            new FaceAnalyser(
                bundle, new FaceConfig(FaceSelection.LARGEST, 8), ALONE, DeviceConfig.cpu());
        FaceAnalyser limited =
            new FaceAnalyser(
                bundle, new FaceConfig(FaceSelection.ALL, 1), ALONE, DeviceConfig.cpu())) {
      hconcat(left.get(0), right.get(0), both);
      List<Face> faces = analyse(all, both).join();
      assertThat(faces).hasSize(2);
      assertThat(faces.get(0).box().area()).isGreaterThanOrEqualTo(faces.get(1).box().area());
      assertSame(analyse(largest, both).join(), faces.subList(0, 1));
      assertSame(analyse(limited, both).join(), faces.subList(0, 1));
    } finally {
      left.forEach(Mat::close);
      right.forEach(Mat::close);
    }
  }

  @Test
  void withoutDetectorInTheBundleTheBuiltInOneServes(@TempDir Path folder) throws Exception {
    List<Mat> frames = TestClips.frames("bbaf2n.mpg", 75);
    ModelBundle tiny = ModelBundle.open(TestBundle.write(folder.resolve("b")));
    try (FaceAnalyser analyser =
        new FaceAnalyser(tiny, FaceConfig.DEFAULT, ALONE, DeviceConfig.cpu())) {
      List<Face> faces = analyse(analyser, frames.get(0)).join();
      assertThat(faces).hasSize(1);
      assertThat(faces.get(0).expression()).as("its heads are on the fusion graph").isEmpty();
      assertThat(faces.get(0).embedding()).hasSize(TestBundle.EMBEDDING);
      assertThat(faces.get(0).memory()).hasSize(TestBundle.MEMORY);
      for (float mean : faces.get(0).memory()) {
        assertThat(mean).as("mean of a colour channel of the crop").isBetween(1f, 254f);
      }
    } finally {
      frames.forEach(Mat::close);
    }
  }

  @Test
  void refusesFacesOnceClosed() {
    FaceAnalyser analyser = analyser(ALONE);
    analyser.close();
    analyser.close();
    DetectedFace face = new DetectedFace(new FaceBox(0, 0, 9, 9), 1, new float[0]);
    assertThatThrownBy(() -> analyser.analyse(List.of(new FoundFace(face, 1, new float[0]))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("batcher 'faces' is closed");
  }

  /** Faces of a single image. */
  private static CompletableFuture<List<Face>> analyse(FaceAnalyser analyser, Mat image) {
    try (FaceFinder finder = analyser.finder()) {
      Image whole = new Image(image, image.cols(), image.rows());
      return analyser.analyse(finder.cut(whole, finder.find(whole)));
    }
  }

  private static FaceAnalyser analyser(BatcherConfig config) {
    return new FaceAnalyser(bundle, FaceConfig.DEFAULT, config, DeviceConfig.cpu());
  }

  private static float sum(float[] values) {
    float sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private static void assertSame(List<Face> actual, List<Face> expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < actual.size(); i++) {
      assertThat(actual.get(i).box()).isEqualTo(expected.get(i).box());
      assertThat(actual.get(i).score()).isEqualTo(expected.get(i).score());
      assertThat(actual.get(i).quality()).isEqualTo(expected.get(i).quality());
      assertThat(actual.get(i).expression()).containsExactly(expected.get(i).expression());
    }
  }
}
