package io.affectstream.inference.bundle;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.affectstream.schemas.bundle.Manifest.Detector;
import io.affectstream.schemas.bundle.Manifest.FileEntry;
import io.affectstream.schemas.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/**
 * The face detector shipped with this release, once for all bundles: shipped bundles list it among
 * their files, bundles without a detector use it, and new bundles are written with it.
 */
public final class BuiltInDetector {

  private static final String FOLDER = "/" + ShippedContent.SHARED;
  private static final String DESCRIPTION = "detector.json";

  /** Content of the description: the detector's part of a manifest, and its file's entry. */
  private record Description(Detector detector, FileEntry file) {}

  private static final Description SHIPPED = read();

  private BuiltInDetector() {}

  private static Description read() {
    try {
      return JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readValue(resource(DESCRIPTION), Description.class);
    } catch (IOException e) {
      throw new UncheckedIOException("the shipped resource is damaged: " + DESCRIPTION, e);
    }
  }

  /** Its part of a manifest. */
  public static Detector spec() {
    return SHIPPED.detector();
  }

  /** Its file's entry in a manifest. */
  public static FileEntry entry() {
    return SHIPPED.file();
  }

  /**
   * Its ONNX file.
   *
   * @throws IllegalStateException if the file differs from its description
   */
  public static byte[] file() {
    byte[] bytes = resource(spec().file());
    if (!Sha256.of(bytes).equals(entry().sha256())) {
      throw new IllegalStateException(
          "%s: expected sha256 %s, found %s; build this release again"
              .formatted(spec().file(), entry().sha256(), Sha256.of(bytes)));
    }
    return bytes;
  }

  private static byte[] resource(String name) {
    try (InputStream in = BuiltInDetector.class.getResourceAsStream(FOLDER + name)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks the resource " + FOLDER + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the resource " + FOLDER + name, e);
    }
  }
}
