package io.affectstream.inference.bundle;

import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.ManifestException;
import io.affectstream.schemas.bundle.ManifestJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The face-only bundle of public models, described only by the resource {@code
 * faceapi-static.json}.
 */
public final class ReferenceBundle {

  private static final String DRAFT = "faceapi-static.json";

  private ReferenceBundle() {}

  /**
   * Writes the bundle.
   *
   * @param dataFolder folder with {@code models/} with the files that the description lists
   * @param out folder to create
   * @throws BundleException listing every problem
   * @throws IOException if a file cannot be read or the folder exists
   */
  public static ModelBundle assemble(Path dataFolder, Path out)
      throws IOException, BundleException {
    Manifest draft = draft();
    Map<String, Path> files =
        draft.files().keySet().stream()
            .collect(Collectors.toMap(Function.identity(), dataFolder.resolve("models")::resolve));
    return BundleAssembler.assemble(draft, files, out);
  }

  private static Manifest draft() throws IOException {
    try (InputStream in = ReferenceBundle.class.getResourceAsStream(DRAFT)) {
      if (in == null) {
        throw new IllegalStateException("the class path lacks the resource " + DRAFT);
      }
      return ManifestJson.read(new String(in.readAllBytes(), StandardCharsets.UTF_8), DRAFT);
    } catch (ManifestException e) {
      throw new IllegalStateException("the shipped resource is damaged", e);
    }
  }
}
