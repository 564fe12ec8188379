package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** Opens altered copies of small bundles. */
abstract class BundleRefusals {

  @TempDir Path temp;

  static BundleException refused(Path path) {
    return catchThrowableOfType(BundleException.class, () -> ModelBundle.open(path));
  }

  static Arguments key(Consumer<ObjectNode> change, String expected) {
    return Arguments.of(expected, change);
  }

  static Arguments at(String pointer, Consumer<ObjectNode> change, String expected) {
    Consumer<ObjectNode> all = manifest -> change.accept((ObjectNode) manifest.at(pointer));
    return Arguments.of(expected, all);
  }

  static Arguments image(Consumer<ObjectNode> change, String expected) {
    return at("/face/input", change, expected);
  }

  static Arguments inputs(Consumer<ObjectNode> change, String expected) {
    return at("/fusion/inputs", change, expected);
  }

  static Arguments expression(Consumer<ObjectNode> change, String expected) {
    return at("/heads/expression", change, expected);
  }

  static Arguments detector(Consumer<ObjectNode> change, String expected) {
    return key(
        manifest -> {
          ObjectNode detector = manifest.putObject("detector");
          detector.put("kind", "yunet").put("file", "face.onnx").put("maxSide", 320);
          detector.put("scoreThreshold", 0.6).put("nmsThreshold", 0.3);
          change.accept(detector);
        },
        expected);
  }

  Path zip(Path folder, String prefix) throws IOException {
    Path file = temp.resolve(prefix.replace("/", "_") + "bundle.zip");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out);
        Stream<Path> files = Files.walk(folder)) {
      for (Path source : files.filter(Files::isRegularFile).sorted().toList()) {
        zip.putNextEntry(new ZipEntry(prefix + folder.relativize(source)));
        Files.copy(source, zip);
        zip.closeEntry();
      }
    }
    return file;
  }
}
