package io.affectstream.features.vision;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * Native libraries that the detectors load. The binding of highgui needs GTK 2, which servers lack,
 * so a process that detects faces must not load it. (Its C++ library is tried first where GTK 2 is
 * present, and skipped elsewhere.)
 */
@EnabledOnOs(OS.LINUX)
class OpenCvTest {

  private static final String WINDOWS = "libjniopencv_highgui";

  @Test
  void theDetectorsComeAlongWithoutTheBindingOfWindows() throws Exception {
    assertThat(mapped(Detectors.class))
        .anyMatch(line -> line.contains("opencv_objdetect"))
        .noneMatch(line -> line.contains(WINDOWS));
  }

  /** Native libraries of a process that runs a class. */
  private static List<String> mapped(Class<?> main) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said.lines().toList();
  }

  /** Initialises OpenCV's detector class and prints the loaded libraries. */
  static final class Detectors {

    private Detectors() {}

    public static void main(String[] arguments) throws Exception {
      OpenCv.ready();
      Class.forName("org.bytedeco.opencv.opencv_objdetect.FaceDetectorYN");
      Files.readAllLines(Path.of("/proc/self/maps")).forEach(System.out::println);
    }
  }
}
