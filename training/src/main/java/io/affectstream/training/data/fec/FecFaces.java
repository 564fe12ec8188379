package io.affectstream.training.data.fec;

import io.affectstream.training.data.fec.FecTriplet.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * Cropped faces of triplets: grey, of one size, each stored once even if it is in several triplets.
 *
 * @param side rows and columns
 * @param pixels {@code [n, side, side]}, row-major, 0..255 unsigned
 * @param members {@code [triplets, 3]}: numbers of the two faces that are alike and of the odd one
 * @param margins one per triplet
 */
public record FecFaces(int side, byte[] pixels, int[] members, float[] margins) {

  public FecFaces {
    if (members.length != 3 * margins.length || pixels.length % (side * side) != 0) {
      throw new IllegalArgumentException(
          "triplets: expected %d members and whole %dx%d faces, found %d members and %d pixels"
              .formatted(3 * margins.length, side, side, members.length, pixels.length));
    }
  }

  /** Number of triplets. */
  public int triplets() {
    return margins.length;
  }

  /**
   * Crops the faces of triplets from their images: the smallest square around the box, the border
   * repeated where it reaches over the edge.
   *
   * @param images the files
   * @param triplets decided ones, whose images exist
   * @param side rows and columns of the result
   * @throws IOException if a file cannot be read or images cannot be decoded; then the message
   *     names all of these
   */
  public static FecFaces cut(FecImages images, List<Decided> triplets, int side)
      throws IOException {
    Map<FecFace, Integer> numbers = new LinkedHashMap<>();
    int[] members = new int[3 * triplets.size()];
    float[] margins = new float[triplets.size()];
    for (int i = 0; i < margins.length; i++) {
      Decided triplet = triplets.get(i);
      margins[i] = triplet.margin();
      int at = 3 * i;
      for (FecFace face : List.of(triplet.first(), triplet.second(), triplet.odd())) {
        numbers.putIfAbsent(face, numbers.size());
        members[at++] = numbers.get(face);
      }
    }
    byte[] pixels = new byte[numbers.size() * side * side];
    List<Path> broken = new ArrayList<>();
    for (Map.Entry<FecFace, Integer> face : numbers.entrySet()) {
      Path file = images.file(face.getKey()).orElseThrow();
      if (!cut(file, face.getKey(), side, pixels, face.getValue() * side * side)) {
        broken.add(file.getFileName());
      }
    }
    if (!broken.isEmpty()) {
      throw new IOException(
          "%d images: expected files that can be decoded, found others; remove them, and their"
                  .formatted(broken.size())
              + " triplets are skipped: "
              + broken);
    }
    return new FecFaces(side, pixels, members, margins);
  }

  private static boolean cut(Path file, FecFace face, int side, byte[] into, int offset)
      throws IOException {
    byte[] encoded = Files.readAllBytes(file);
    try (BytePointer bytes = new BytePointer(encoded);
        Mat buffer = new Mat(1, encoded.length, opencv_core.CV_8UC1, bytes);
        Mat image =
            encoded.length == 0
                ? new Mat()
                : opencv_imgcodecs.imdecode(buffer, opencv_imgcodecs.IMREAD_GRAYSCALE)) {
      if (image.empty()) {
        return false;
      }
      square(image, face, side, into, offset);
      return true;
    }
  }

  private static void square(Mat image, FecFace face, int side, byte[] into, int offset) {
    double width = (face.right() - face.left()) * image.cols();
    double height = (face.bottom() - face.top()) * image.rows();
    int length = (int) Math.max(1, Math.round(Math.max(width, height)));
    int x = (int) Math.round((face.left() + face.right()) / 2 * image.cols() - length / 2.0);
    int y = (int) Math.round((face.top() + face.bottom()) / 2 * image.rows() - length / 2.0);
    int left = Math.max(0, -x);
    int top = Math.max(0, -y);
    int right = Math.max(0, x + length - image.cols());
    int bottom = Math.max(0, y + length - image.rows());
    try (Scalar unused = new Scalar();
        Mat padded = new Mat();
        Mat small = new Mat();
        Size size = new Size(side, side)) {
      opencv_core.copyMakeBorder(
          image, padded, top, bottom, left, right, opencv_core.BORDER_REPLICATE, unused);
      try (Rect box = new Rect(x + left, y + top, length, length);
          Mat cut = new Mat(padded, box);
          Mat whole = cut.clone()) {
        opencv_imgproc.resize(whole, small, size, 0, 0, opencv_imgproc.INTER_AREA);
      }
      try (BytePointer data = small.data()) {
        data.get(into, offset, side * side);
      }
    }
  }
}
