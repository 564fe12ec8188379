package io.affectstream.features.vision;

import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;

/**
 * Loads the native library once and disables its thread pool: the application scales over its own
 * threads, and OpenCV's pool would contend for the same cores.
 */
final class OpenCv {

  private static final String LOAD_LIBRARIES = "org.bytedeco.javacpp.loadlibraries";

  static {
    Loader.load(opencv_core.class);
    opencv_core.setNumThreads(1);
    passOverWindows();
  }

  /**
   * The detector classes inherit from the binding of highgui, which needs GTK 2: loading them would
   * fail on servers without it. Initialises that class once without its library, which is not used
   * here, so that it is not loaded later.
   */
  private static void passOverWindows() {
    String name = "org.bytedeco.opencv.global.opencv_highgui";
    String before = System.getProperty(LOAD_LIBRARIES, "true");
    try {
      Class.forName(
          name, false, OpenCv.class.getClassLoader()); // so that the next load returns immediately
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
