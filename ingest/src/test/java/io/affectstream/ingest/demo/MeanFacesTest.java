package io.affectstream.ingest.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bytedeco.opencv.global.opencv_core.CV_8U;
import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bytedeco.opencv.opencv_core.Mat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeanFacesTest {

  private static final int SIZE = MeanFaces.SIZE;

  @Test
  void factorOneAndAGreatRidgeGiveTheClassMeans() {
    MeanFaces faces = twoClasses();
    List<GreyPixels> means = faces.exaggerated(1, 1e9);
    assertThat(difference(means.get(0), wave(0, 1).symmetric().halved().normalised()))
        .isLessThan(1e-3);
    assertThat(faces.count(0)).isEqualTo(2);
  }

  @Test
  void aFactorMovesTheClassesApart() {
    MeanFaces faces = twoClasses();
    List<GreyPixels> once = faces.exaggerated(1, 0.2);
    List<GreyPixels> thrice = faces.exaggerated(3, 0.2);
    assertThat(difference(thrice.get(0), thrice.get(1)))
        .isGreaterThan(1.3 * difference(once.get(0), once.get(1)));
  }

  @Test
  void aSmallRidgeTakesAwayWhatClassesShare() {
    // Classes 0 and 1 share a feature that class 2 lacks; each of the two also has a unique one.
    MeanFaces faces = new MeanFaces(3);
    faces.add(0, sum(wave(0, 3), wave(2, 1)));
    faces.add(1, sum(wave(0, 3), wave(4, 1)));
    faces.add(2, wave(6, 3));
    double shared = correlation(faces.exaggerated(3, 100));
    double own = correlation(faces.exaggerated(3, 0.05));
    assertThat(own).isLessThan(shared - 0.3);
  }

  @Test
  void aClassWithoutAFaceIsNamed() {
    MeanFaces faces = new MeanFaces(2);
    faces.add(0, wave(0, 1));
    assertThatThrownBy(() -> faces.exaggerated(1, 1)).hasMessageContaining("class 1");
  }

  @Test
  void aSimilarityIsFoundAgainFromPoints() {
    Similarity given = Similarity.place(48, 1.7, 0.3, 20, 30);
    double[][] source = {{1, 2}, {10, 4}, {5, 17}};
    double[][] target = new double[3][];
    for (int i = 0; i < 3; i++) {
      target[i] = given.apply(source[i][0], source[i][1]);
    }
    Similarity fitted = Similarity.fit(source, target);
    assertThat(fitted.residual(source, target)).isLessThan(1e-9);
    double[] back = fitted.inverse().apply(target[2][0], target[2][1]);
    assertThat(back[0]).isCloseTo(5, within(1e-9));
    assertThat(back[1]).isCloseTo(17, within(1e-9));
    assertThat(given.apply(23.5, 23.5)).containsExactly(new double[] {20, 30}, within(1e-9));
  }

  @Test
  void cubicConvolutionKeepsPixelsAndStraightLines() {
    float[] values = new float[64];
    for (int i = 0; i < 64; i++) {
      values[i] = 3 * (i % 8) + 5 * Math.floorDiv(i, 8);
    }
    GreyPixels ramp = new GreyPixels(8, values);
    assertThat(ramp.at(2, 5)).isEqualTo(31);
    assertThat(ramp.at(2.25, 4.5)).isCloseTo(29.25f, within(1e-4f));
    assertThat(ramp.at(-9, -9)).isZero();
  }

  @Test
  void alignmentLeavesAnAlignedFaceInPlace() throws IOException {
    Path yunet = TestData.require("models/yunet_s_640_640.onnx");
    try (FaceAligner aligner = new FaceAligner(yunet);
        InputStream png =
            DemoFaces.class.getResourceAsStream(
                "mean-faces/" + DemoFaces.fileName(Expression.NEUTRAL));
        Mat bytes = new Mat(png.readAllBytes());
        Mat grey = imdecode(bytes, IMREAD_GRAYSCALE);
        Mat black = Mat.zeros(48, 48, CV_8U).asMat()) {
      GreyPixels aligned = aligner.align(grey).orElseThrow().halved().normalised();
      GreyPixels given = DemoFaces.load().face(Expression.NEUTRAL, 1).normalised();
      assertThat(difference(aligned, given)).isLessThan(0.4);
      assertThat(aligner.align(black)).isEmpty();
    }
  }

  @Test
  void readsAGzippedTarAndNoticesWhenItIsCutShort(@TempDir Path folder) throws IOException {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    entry(tar, "train/", '5', "");
    entry(tar, "train/angry/a.jpg", '0', "first");
    entry(tar, "./validation/sad/b.jpg", '0', "x".repeat(600));
    tar.write(new byte[1024]);
    List<String> seen = new ArrayList<>();
    Fer2013Archive.read(
        gzip(folder, tar.toByteArray()),
        (split, label, jpeg) -> seen.add(split + " " + label + " " + jpeg.length));
    assertThat(seen).containsExactly("train angry 5", "validation sad 600");
    byte[] cut = Arrays.copyOf(tar.toByteArray(), 2200);
    Path shorter = gzip(folder, cut);
    assertThatThrownBy(() -> Fer2013Archive.read(shorter, (split, label, jpeg) -> {}))
        .isInstanceOf(EOFException.class);
  }

  private static void entry(ByteArrayOutputStream tar, String name, char type, String content) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 124, "%011o".formatted(content.length()));
    header[156] = (byte) type;
    tar.writeBytes(header);
    tar.writeBytes(content.getBytes(StandardCharsets.US_ASCII));
    tar.writeBytes(new byte[Math.floorMod(-content.length(), 512)]);
  }

  private static void put(byte[] header, int offset, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(bytes, 0, header, offset, bytes.length);
  }

  private static Path gzip(Path folder, byte[] content) throws IOException {
    Path file = folder.resolve("archive.tar.gz");
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content);
    }
    return file;
  }

  private static MeanFaces twoClasses() {
    MeanFaces faces = new MeanFaces(2);
    faces.add(0, wave(0, 1));
    faces.add(0, wave(0, 7));
    faces.add(1, wave(1, 1));
    return faces;
  }

  /** A pattern of horizontal stripes; patterns of different numbers are uncorrelated. */
  private static GreyPixels wave(int number, double amplitude) {
    float[] values = new float[SIZE * SIZE];
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        values[y * SIZE + x] =
            (float) (amplitude * Math.cos(Math.PI * (number + 1) * (y + 0.5) / SIZE));
      }
    }
    return new GreyPixels(SIZE, values);
  }

  private static GreyPixels sum(GreyPixels a, GreyPixels b) {
    float[] values = new float[SIZE * SIZE];
    for (int i = 0; i < values.length; i++) {
      values[i] = a.values()[i] + b.values()[i];
    }
    return new GreyPixels(SIZE, values);
  }

  private static double correlation(List<GreyPixels> faces) {
    double sum = 0;
    float[] a = faces.get(0).values();
    float[] b = faces.get(1).values();
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum / a.length;
  }

  /** Root mean square difference. */
  private static double difference(GreyPixels a, GreyPixels b) {
    double sum = 0;
    for (int i = 0; i < a.values().length; i++) {
      double d = a.values()[i] - b.values()[i];
      sum += d * d;
    }
    return Math.sqrt(sum / a.values().length);
  }
}
