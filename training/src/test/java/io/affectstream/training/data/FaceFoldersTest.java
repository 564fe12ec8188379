package io.affectstream.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceFoldersTest {

  @TempDir private Path folder;

  @Test
  void readsADirectoryInTheOrderOfNames() throws IOException {
    image("train/sad/b.png", 48, 90);
    image("train/happy/a.png", 48, 200);
    image("validation/happy/c.png", 48, 10);

    FaceImages faces = FaceFolders.read(folder, "train");
    assertThat(faces.names()).containsExactly("train/happy/a.png", "train/sad/b.png");
    assertThat(faces.labels()).containsExactly(Expression.HAPPINESS, Expression.SADNESS);
    assertThat(faces.pixels()[0] & 0xff).isEqualTo(200);
    assertThat(faces.pixels()[48 * 48] & 0xff).isEqualTo(90);
  }

  @Test
  void namesAnImageOfAnotherSize() throws IOException {
    image("train/happy/a.png", 32, 200);

    assertThatThrownBy(() -> FaceFolders.read(folder, "train"))
        .isInstanceOf(IOException.class)
        .hasMessage("train/happy/a.png: expected a 48x48 image, found 32x32");
  }

  @Test
  void namesAnUnknownClass() throws IOException {
    image("train/sleepy/a.png", 48, 200);

    assertThatThrownBy(() -> FaceFolders.read(folder, "train"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("found 'sleepy'")
        .hasMessageContaining("happy");
  }

  @Test
  void namesAnEmptySplit() {
    assertThatThrownBy(() -> FaceFolders.read(folder, "train"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected images below 'train/'");
  }

  @Test
  void readsTheValidationSplitOfFer2013() throws IOException {
    Path archive = TestData.require("fer2013/fer2013-original.tar.gz");

    FaceImages faces = FaceFolders.read(archive, "validation");
    assertThat(faces.size()).isEqualTo(3579);
    assertThat(faces.counts()[Columns.of(Expression.DISGUST)]).isEqualTo(56);
    assertThat(faces.counts()[Columns.of(Expression.OTHER)]).isZero();
  }

  private void image(String name, int side, int grey) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    try (Scalar value = new Scalar(grey);
        Mat mat = new Mat(side, side, opencv_core.CV_8UC1, value)) {
      opencv_imgcodecs.imwrite(file.toString(), mat);
    }
  }
}
