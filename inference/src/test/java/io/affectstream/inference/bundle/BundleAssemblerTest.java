package io.affectstream.inference.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.schemas.bundle.ManifestException;
import io.affectstream.schemas.bundle.ManifestJson;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAssemblerTest {

  @TempDir Path temp;

  private final Map<String, Path> files = new HashMap<>();

  @BeforeEach
  void writeGraphs() throws IOException {
    for (Map.Entry<String, byte[]> graph : TestBundle.graphs().entrySet()) {
      files.put(
          graph.getKey(), Files.write(temp.resolve("my-" + graph.getKey()), graph.getValue()));
    }
  }

  @Test
  void completesDigestsAndLengths() throws Exception {
    Path folder = temp.resolve("new/bundle");
    ModelBundle written = BundleAssembler.assemble(draft(TestBundle.manifest()), files, folder);
    byte[] graph = TestBundle.graphs().get("face.onnx");
    assertThat(written.manifest().files().get("face.onnx"))
        .isEqualTo(
            new Manifest.FileEntry(TestBundle.sha256(graph), graph.length, "Apache-2.0", "test"));
    ModelBundle read = ModelBundle.open(folder);
    assertThat(read.identity()).isEqualTo(written.identity());
    assertThat(entries(folder.getParent())).containsExactly("bundle");
    assertThat(entries(folder)).containsExactly("face.onnx", "fusion.onnx", "manifest.json");
  }

  @Test
  void theSameInputsGiveTheSameIdentity() throws Exception {
    Manifest draft = draft(TestBundle.manifest());
    assertThat(BundleAssembler.assemble(draft, files, temp.resolve("a")).identity())
        .isEqualTo(BundleAssembler.assemble(draft, files, temp.resolve("b")).identity());
  }

  @Test
  void leavesNothingBehindWhenTheResultIsRefused() throws Exception {
    ObjectNode manifest = TestBundle.manifest();
    manifest.withObject("/grid").put("segment", 0);
    Path folder = temp.resolve("new/bundle");
    assertThatThrownBy(() -> BundleAssembler.assemble(draft(manifest), files, folder))
        .isInstanceOf(BundleException.class)
        .hasMessageStartingWith("bundle " + folder + " is refused")
        .hasMessageContaining("grid.segment");
    assertThat(entries(folder.getParent())).isEmpty();
  }

  @Test
  void refusesAFileOtherThanTheOnePinned() throws Exception {
    ObjectNode manifest = TestBundle.manifest();
    ((ObjectNode) manifest.at("/files/face.onnx")).put("sha256", "0".repeat(64));
    Path folder = temp.resolve("new/bundle");
    assertThatThrownBy(() -> BundleAssembler.assemble(draft(manifest), files, folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("my-face.onnx: expected sha256 " + "0".repeat(64))
        .hasMessageContaining("get the file named");
    assertThat(entries(folder.getParent())).isEmpty();
  }

  @Test
  void refusesToReplaceABundle() throws Exception {
    Path folder = TestBundle.write(temp.resolve("b"));
    assertThatThrownBy(() -> BundleAssembler.assemble(draft(TestBundle.manifest()), files, folder))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("expected no such folder; remove it or choose another name");
    assertThat(ModelBundle.open(folder).manifest().id()).isEqualTo("tiny");
  }

  @Test
  void refusesMissingSources() throws Exception {
    Path folder = temp.resolve("new");
    Map<String, Path> one = Map.of("face.onnx", files.get("face.onnx"));
    assertThatThrownBy(() -> BundleAssembler.assemble(draft(TestBundle.manifest()), one, folder))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("files: expected the files given, [face.onnx]")
        .hasMessageContaining("found [face.onnx, fusion.onnx]; give a source");
    files.put("face.onnx", temp.resolve("absent"));
    assertThatThrownBy(() -> BundleAssembler.assemble(draft(TestBundle.manifest()), files, folder))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(folder).doesNotExist();
  }

  @Test
  void refusesToWriteOutsideOfTheBundle() throws Exception {
    ObjectNode manifest = TestBundle.manifest();
    ObjectNode entries = manifest.withObject("/files");
    entries.set("../face.onnx", entries.remove("face.onnx"));
    files.put("../face.onnx", files.remove("face.onnx"));
    assertThatThrownBy(
            () -> BundleAssembler.assemble(draft(manifest), files, temp.resolve("new/b")))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("found '../face.onnx'; move the file into the bundle");
    assertThat(temp.resolve("new")).doesNotExist();
  }

  @Test
  void assemblesTheReferenceBundle() throws Exception {
    Path data = TestData.require("models/faceapi_expression_112.onnx").getParent().getParent();
    TestData.require("models/yunet_s_640_640.onnx");
    ModelBundle bundle = ReferenceBundle.assemble(data, temp.resolve("static"));
    Manifest manifest = bundle.manifest();
    assertThat(bundle.identity()).matches("faceapi-static@[0-9a-f]{8}");
    assertThat(manifest.grid()).isEqualTo(new Manifest.GridSpec(30, 0, 15));
    assertThat(manifest.files().get("faceapi_expression_112.onnx").licence()).isEqualTo("MIT");
    assertThat(manifest.files().get("yunet_s_640_640.onnx").licence()).isEqualTo("Apache-2.0");
    assertThat(manifest.heads().expression().labels())
        .containsExactly("NEUTRAL", "HAPPINESS", "SADNESS", "ANGER", "FEAR", "DISGUST", "SURPRISE");
  }

  @Test
  void theReferenceBundleNamesTheFileItMisses() {
    assertThatThrownBy(() -> ReferenceBundle.assemble(temp, temp.resolve("static")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining("models/faceapi_expression_112.onnx");
  }

  private static Manifest draft(ObjectNode manifest) throws ManifestException {
    return ManifestJson.read(manifest.toString(), "draft");
  }

  private static List<String> entries(Path folder) throws IOException {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }
}
