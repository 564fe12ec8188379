package io.affectstream.features.vision;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads the native library once and keeps it to the calling thread: the application scales over its
 * own threads, and OpenCV's pool on top of them only contends for the same cores.
 */
final class OpenCv {

  private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadlibraries";

  static {
    Loader.load(opencv_core.class);
    opencv_core.setNumThreads(1);
    passOverWindows();
  }

  /**
   * The detectors' classes inherit from that of windows on a screen, which needs GTK 2: loading
   * them would fail where that is missing, as on servers. Initialised once without its library,
   * which nothing here uses, it is left alone afterwards.
   */
  private static void passOverWindows() {
    String name = "org.bytedeco.opencv.global.opencv_highgui";
    String before = System.getProperty(LOAD_LIBRARIES, "true");
    try {
      Class.forName(name, false, OpenCv.class.getClassLoader()); // so that the next takes no time
      System.setProperty(LOAD_LIBRARIES, "false");
      Class.forName(name, true, OpenCv.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("OpenCV: expected " + name + " in its jar, found none", e);
    } finally {
      System.setProperty(LOAD_LIBRARIES, before);
    }
  }

  private OpenCv() {}

  /** Makes sure that the library is loaded and single-threaded. */
  static void ready() {
    // The static initialiser does it, once per class loader.
  }

  /**
   * A data file of the OpenCV jar, extracted once to JavaCPP's cache.
   *
   * @param name path below {@code share/opencv4}
   */
  static File resource(String name) {
    String path = "/org/bytedeco/opencv/%s/share/opencv4/%s".formatted(Loader.getPlatform(), name);
    try {
      File file = Loader.cacheResource(opencv_core.class, path);
      if (file == null) {
        throw new IllegalStateException(
            ("OpenCV data: expected %s in the opencv jar for %s, found none; put the jar of "
                    + "this platform on the class path")
                .formatted(path, Loader.getPlatform()));
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException("OpenCV data: cannot extract " + path, e);
    }
  }
}
