package io.affectstream.app.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * Runs another main class and ends the JVM at the end of its standard input: when the parent
 * process has ended for any reason. Has no dependencies, so that it works on any class path.
 */
final class Leash {

  private Leash() {}

  /** The name of the main class, and its arguments. */
  public static void main(String[] arguments) throws Exception {
    InputStream holder = System.in;
    Thread watch = new Thread(() -> watch(holder), "leash");
    watch.setDaemon(true);
    watch.start();
    Class.forName(arguments[0])
        .getMethod("main", String[].class)
        .invoke(null, (Object) Arrays.copyOfRange(arguments, 1, arguments.length));
  }

  private static void watch(InputStream holder) {
    try {
      holder.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      System.err.println("leash: " + e);
    }
    Runtime.getRuntime().halt(1);
  }
}
