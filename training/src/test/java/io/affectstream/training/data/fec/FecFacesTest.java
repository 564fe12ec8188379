package io.affectstream.training.data.fec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.training.data.fec.FecTriplet.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images of 100x50: dark, with a bright square in columns 40 to 59 and rows 10 to 29. */
class FecFacesTest {

  private static final int SIDE = 8;

  @TempDir private Path folder;

  @BeforeEach
  void draw() {
    try (Scalar dark = new Scalar(20.0);
        Scalar bright = new Scalar(220.0);
        Mat image = new Mat(50, 100, opencv_core.CV_8UC1, dark);
        Rect box = new Rect(40, 10, 20, 20);
        Mat square = new Mat(image, box)) {
      square.put(bright);
      assertThat(opencv_imgcodecs.imwrite(folder.resolve("a.png").toString(), image)).isTrue();
    }
  }

  @Test
  void cutsTheBoxOutOfTheImage() throws IOException {
    FecFaces faces = cut(face(0.4, 0.6, 0.2, 0.6));

    assertThat(distinct(faces, 0)).containsExactly(220);
  }

  @Test
  void aNarrowBoxBecomesASquareAroundItsMiddle() throws IOException {
    FecFaces faces = cut(face(0.45, 0.55, 0.2, 0.6));

    assertThat(distinct(faces, 0)).containsExactly(220);
  }

  @Test
  void theBorderIsRepeatedWhereTheSquareReachesOverTheEdge() throws IOException {
    FecFaces above = cut(face(0.4, 0.6, -0.2, 0.2));
    FecFaces wide = cut(face(0, 1, 0.2, 0.6));

    assertThat(distinct(above, 0)).containsExactly(20);
    assertThat(wide.pixels()).hasSize(SIDE * SIDE);
  }

  @Test
  void aFaceOfSeveralTripletsIsCutOnce() throws IOException {
    FecFace first = face(0.4, 0.6, 0.2, 0.6);
    FecFace second = face(0, 0.2, 0.2, 0.6);
    FecFace third = face(0.7, 0.9, 0.2, 0.6);
    FecFaces faces =
        FecFaces.cut(
            new FecImages(folder),
            List.of(
                new Decided(first, second, third, 0.1f), new Decided(third, second, first, 0.2f)),
            SIDE);

    assertThat(faces.pixels()).hasSize(3 * SIDE * SIDE);
    assertThat(faces.members()).containsExactly(0, 1, 2, 2, 1, 0);
    assertThat(faces.margins()).containsExactly(0.1f, 0.2f);
    assertThat(distinct(faces, 0)).containsExactly(220);
    assertThat(distinct(faces, 1)).containsExactly(20);
  }

  @Test
  void imagesThatCannotBeDecodedAreNamed() throws IOException {
    Files.writeString(folder.resolve("page.jpg"), "<html>gone</html>");
    Files.writeString(folder.resolve("empty.jpg"), "");
    FecFace page = new FecFace("http://x/page.jpg", 0, 1, 0, 1);
    FecFace empty = new FecFace("http://x/empty.jpg", 0, 1, 0, 1);
    List<Decided> triplets = List.of(new Decided(face(0, 1, 0, 1), page, empty, 0.1f));

    assertThatThrownBy(() -> FecFaces.cut(new FecImages(folder), triplets, SIDE))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("2 images")
        .hasMessageContaining("[page.jpg, empty.jpg]");
  }

  private FecFaces cut(FecFace face) throws IOException {
    return FecFaces.cut(new FecImages(folder), List.of(new Decided(face, face, face, 0.1f)), SIDE);
  }

  private static FecFace face(double left, double right, double top, double bottom) {
    return new FecFace("http://x/a.png", left, right, top, bottom);
  }

  private static List<Integer> distinct(FecFaces faces, int number) {
    byte[] pixels =
        Arrays.copyOfRange(faces.pixels(), number * SIDE * SIDE, (number + 1) * SIDE * SIDE);
    return IntStream.range(0, pixels.length).map(i -> pixels[i] & 0xff).distinct().boxed().toList();
  }
}
