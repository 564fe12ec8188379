package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.inference.ModelSource;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.bundle.FaceMemory;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.WordMode;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bundles that open, and their identity. */
class ModelBundleTest extends BundleRefusals {

  @Test
  void opensAFolder() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    ModelBundle bundle = ModelBundle.open(folder);
    byte[] manifest = Files.readAllBytes(folder.resolve("manifest.json"));
    assertThat(bundle.identity()).isEqualTo("tiny@" + TestBundle.sha256(manifest).substring(0, 8));
    assertThat(bundle.manifest().fusion().memory()).isEqualTo(FaceMemory.POOLED);
    assertThat(bundle.file("face.onnx")).isEqualTo(TestBundle.graphs().get("face.onnx"));
  }

  @Test
  void opensAZip() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    ModelBundle zipped = ModelBundle.open(zip(folder, ""));
    assertThat(zipped.identity()).isEqualTo(ModelBundle.open(folder).identity());
    assertThat(zipped.file("fusion.onnx")).isEqualTo(TestBundle.graphs().get("fusion.onnx"));
  }

  @Test
  void opensABundleOnTheClassPath() throws Exception {
    Path folder = TestBundle.write(temp.resolve("bundles/tiny"));
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {temp.toUri().toURL()}, before)) {
      thread.setContextClassLoader(loader);
      assertThat(ModelBundle.named("tiny").identity())
          .isEqualTo(ModelBundle.open(folder).identity());
      assertThat(catchThrowableOfType(BundleException.class, () -> ModelBundle.named("other")))
          .hasMessageContaining("'other' (shipped) is refused, 1 problem")
          .hasMessageContaining("manifest.json: expected the manifest at the top of the bundle");
      assertThat(catchThrowableOfType(BundleException.class, () -> ModelBundle.named("../x")))
          .hasMessageContaining("name: expected lower-case letters");
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @Test
  void everyAlteredByteOfAGraphIsRefused() throws Exception {
    Path folder = TestBundle.writeFaceOnly(temp.resolve("b"));
    Path file = folder.resolve("face.onnx");
    byte[] graph = Files.readAllBytes(file);
    for (int i : new int[] {0, graph.length / 2, graph.length - 1}) {
      byte[] altered = graph.clone();
      altered[i] ^= 1;
      Files.write(file, altered);
      assertThat(refused(folder).problems())
          .containsExactly(
              new BundleProblem(
                  "face.onnx",
                  "sha256 " + TestBundle.sha256(graph),
                  "'" + TestBundle.sha256(altered) + "'",
                  "copy the bundle again, or assemble it again if the change is meant"));
    }
  }

  @Test
  void anAlteredManifestIsAnotherIdentity() throws Exception {
    String one = ModelBundle.open(TestBundle.write(temp.resolve("a"))).identity();
    ObjectNode manifest = TestBundle.manifest().put("description", "Changed.");
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphs());
    assertThat(ModelBundle.open(folder).identity()).startsWith("tiny@").isNotEqualTo(one);
  }

  @Test
  void reportsEveryProblemAtOnce() throws Exception {
    ObjectNode manifest = TestBundle.manifest();
    manifest.withObject("/grid").put("halo", -1);
    manifest.withObject("/audio").put("frontEnd", "mfcc13@8000");
    Path folder = TestBundle.write(temp.resolve("b"), manifest, TestBundle.graphs());
    Files.writeString(folder.resolve("notes.txt"), "x");
    Files.delete(folder.resolve("face.onnx"));
    BundleException e = refused(folder);
    assertThat(e.problems())
        .extracting(BundleProblem::where)
        .contains("manifest.json: grid.halo", "manifest.json: audio.frontEnd", "face.onnx")
        .contains("notes.txt");
    assertThat(e.getMessage().lines().count()).isEqualTo(1 + e.problems().size());
    assertThat(e).hasMessageStartingWith("bundle " + folder + " is refused, ");
  }

  @Test
  void shippedBundlesNameTheBuiltInDetectorWithItsDigest() throws Exception {
    for (String name : List.of("face-3", "face-3-int8", "fusion-4")) {
      ModelBundle bundle = ModelBundle.named(name);
      Manifest.Detector detector = bundle.manifest().detector();
      assertThat(detector).usingRecursiveComparison().isEqualTo(BuiltInDetector.spec());
      assertThat(bundle.manifest().files().get(detector.file())).isEqualTo(BuiltInDetector.entry());
      assertThat(bundle.file(detector.file())).isEqualTo(BuiltInDetector.file());
    }
  }

  @Test
  void theDefaultBundleUsesEveryModalityAndStatesItsCertainty() throws Exception {
    Manifest shipped = ModelBundle.named(ModelSource.SHIPPED).manifest();
    assertThat(shipped.face()).isNotNull();
    assertThat(shipped.audio()).isNotNull();
    assertThat(shipped.words().mode()).isEqualTo(WordMode.UTTERANCE);
    assertThat(shipped.heads().expression().certainty()).isEqualTo("certainty");
  }
}
