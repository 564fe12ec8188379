package io.affectstream.features.vision;

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
}
