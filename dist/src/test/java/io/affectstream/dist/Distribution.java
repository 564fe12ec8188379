package io.affectstream.dist;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The folder that the build creates ({@code affect.dist}). */
record Distribution(Path folder) {

  static Distribution built() {
    return new Distribution(Path.of(System.getProperty("affect.dist")));
  }

  /** Whether it was built with TarsosDSP. */
  static boolean withTarsos() {
    return Boolean.getBoolean("affect.tarsos");
  }

  /** Names of the jars of one of its folders, in order. */
  List<String> jars(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(name))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  String text(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  /** A command of its bin folder. */
  String command(String name) {
    return folder.resolve("bin").resolve(name).toString();
  }
}
