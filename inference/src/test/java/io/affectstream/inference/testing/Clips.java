package io.affectstream.inference.testing;

import static org.bytedeco.opencv.global.opencv_imgcodecs.IMREAD_COLOR;
import static org.bytedeco.opencv.global.opencv_imgcodecs.imdecode;

import io.affectstream.features.testing.TestData;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.bytedeco.opencv.opencv_core.Mat;

/** Images of the data folder. */
public final class Clips {

  private Clips() {}

  /** The first validation faces of FER2013 by class folder; the caller closes them. */
  public static Map<String, List<Mat>> fer2013(int perClass) throws IOException {
    Path path = TestData.require("fer2013/fer2013-train-validation.tar.gz");
    Map<String, List<Mat>> faces = new HashMap<>();
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GZIPInputStream(new BufferedInputStream(Files.newInputStream(path))))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        if (e.isFile() && e.getName().startsWith("validation/")) {
          String label = e.getName().split("/", -1)[1];
          List<Mat> ofClass = faces.computeIfAbsent(label, name -> new ArrayList<>());
          if (ofClass.size() < perClass) {
            try (Mat encoded = new Mat(tar.readAllBytes())) {
              ofClass.add(imdecode(encoded, IMREAD_COLOR));
            }
          }
        }
      }
    }
    return faces;
  }
}
