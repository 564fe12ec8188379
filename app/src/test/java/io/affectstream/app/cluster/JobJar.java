package io.affectstream.app.cluster;

import io.affectstream.jobs.submit.JobMain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/** The jar that is submitted. */
public final class JobJar {

  private JobJar() {}

  /**
   * The jar of the build ({@code affect.jar}, set if it is built before the tests run), or one
   * created here from the compiled classes.
   */
  public static Path in(Path folder) throws Exception {
    String built = System.getProperty("affect.jar");
    return built == null ? make(folder.resolve("affectstream.jar")) : Path.of(built);
  }

  private static Path make(Path jar) throws Exception {
    Path classes =
        Path.of(JobMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("program-class", JobMain.class.getName());
    List<Path> files;
    try (Stream<Path> tree = Files.walk(classes)) {
      files = tree.filter(Files::isRegularFile).toList();
    }
    try (OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files) {
        add(entries, classes.relativize(file).toString(), file);
      }
    }
    return jar;
  }

  private static void add(JarOutputStream entries, String name, Path file) throws IOException {
    entries.putNextEntry(new JarEntry(name));
    Files.copy(file, entries);
    entries.closeEntry();
  }
}
