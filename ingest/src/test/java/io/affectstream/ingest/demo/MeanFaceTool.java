package io.affectstream.ingest.demo;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_GRAYSCALE;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.affectstream.schemas.Expression;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Creates the images in {@code mean-faces}: one grey PNG of 48 x 48 pixels per class from the
 * training faces of FER2013, aligned and averaged, with the features of the class exaggerated. Each
 * is a mean of hundreds to thousands of faces and shows no person. Run manually:
 *
 * <pre>MeanFaceTool DATA_FOLDER OUT_FOLDER [FACTOR [RIDGE]]</pre>
 */
public final class MeanFaceTool {

  private static final double FACTOR = 3;
  private static final double RIDGE = 0.3;
  private static final double GREY = 128;
  private static final double CONTRAST = 55;
  private static final double MIN_DEVIATION = 8;

  private static final Map<String, Expression> LABELS =
      Map.of(
          "neutral", Expression.NEUTRAL,
          "angry", Expression.ANGER,
          "disgust", Expression.DISGUST,
          "fear", Expression.FEAR,
          "happy", Expression.HAPPINESS,
          "sad", Expression.SADNESS,
          "surprise", Expression.SURPRISE);

  private MeanFaceTool() {}

  /**
   * Entry point, see the class.
   *
   * @throws IOException if the data cannot be read or the images cannot be written
   */
  public static void main(String[] args) throws IOException {
    if (args.length < 2 || args.length > 4) {
      System.err.println("usage: MeanFaceTool DATA_FOLDER OUT_FOLDER [FACTOR [RIDGE]]");
      System.exit(2);
    }
    double factor = args.length > 2 ? Double.parseDouble(args[2]) : FACTOR;
    double ridge = args.length > 3 ? Double.parseDouble(args[3]) : RIDGE;
    MeanFaces faces = collect(Path.of(args[0]));
    List<GreyPixels> images = faces.exaggerated(factor, ridge);
    Files.createDirectories(Path.of(args[1]));
    for (int label = 0; label < images.size(); label++) {
      Expression expression = DemoFaces.EXPRESSIONS.get(label);
      Path file = Path.of(args[1]).resolve(DemoFaces.fileName(expression));
      ImageIO.write(image(images.get(label)), "png", file.toFile());
      System.out.printf("%s: mean of %d faces%n", file, faces.count(label));
    }
  }

  private static MeanFaces collect(Path data) throws IOException {
    MeanFaces faces = new MeanFaces(DemoFaces.EXPRESSIONS.size());
    Path archive = data.resolve("fer2013/fer2013-train-validation.tar.gz");
    try (FaceAligner aligner = new FaceAligner(data.resolve("models/yunet_s_640_640.onnx"))) {
      Fer2013Archive.read(
          archive,
          (split, label, jpeg) -> {
            if (split.equals("train")) {
              add(faces, aligner, DemoFaces.EXPRESSIONS.indexOf(LABELS.get(label)), jpeg);
            }
          });
    }
    return faces;
  }

  private static void add(MeanFaces faces, FaceAligner aligner, int label, byte[] jpeg) {
    try (Mat bytes = new Mat(jpeg);
        Mat grey = imdecode(bytes, IMREAD_GRAYSCALE)) {
      aligner
          .align(grey)
          .filter(face -> face.deviation() >= MIN_DEVIATION)
          .ifPresent(face -> faces.add(label, face));
    }
  }

  private static BufferedImage image(GreyPixels face) {
    BufferedImage image = new BufferedImage(face.size(), face.size(), BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < face.values().length; i++) {
      double value = Math.max(0, Math.min(255, GREY + CONTRAST * face.values()[i]));
      image.getRaster().setSample(i % face.size(), i / face.size(), 0, (int) Math.round(value));
    }
    return image;
  }
}
