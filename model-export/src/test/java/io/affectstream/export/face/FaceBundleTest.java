package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import io.affectstream.inference.bundle.BuiltInDetector;
import io.affectstream.inference.bundle.BundleException;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.bundle.ColourOrder;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.face.FaceTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaceBundleTest {

  private static final FaceEncoderConfig SMALL =
      new FaceEncoderConfig(16, 4, List.of(4, 8), List.of(1, 1), 1, 0.1f);

  @TempDir private Path folder;

  @Test
  void writesABundleThatOpens() throws Exception {
    Path out = folder.resolve("tiny");
    bundle(new float[12]).write(out);

    Manifest manifest = ModelBundle.open(out).manifest();
    assertThat(manifest.detector()).usingRecursiveComparison().isEqualTo(BuiltInDetector.spec());
    assertThat(manifest.face().input().colour()).isEqualTo(ColourOrder.GREY);
    assertThat(manifest.face().outputs().get("tokens").shape()).containsExactly(-1, 16, 8);
    assertThat(manifest.heads().expression().labels()).hasSize(8).endsWith("OTHER");
    assertThat(manifest.heads().actionUnits().thresholds()).hasSize(12);
    assertThat(manifest.heads().actionUnits().withheld()).containsExactly("AU15");
    assertThat(manifest.provenance().seed()).isEqualTo(5);
  }

  @Test
  void withoutThresholdsItOffersNoActionUnits() throws Exception {
    Path out = folder.resolve("tiny");
    bundle(new float[0]).write(out);

    assertThat(ModelBundle.open(out).manifest().heads().actionUnits()).isNull();
  }

  @Test
  void oneChangedByteIsRefused() throws Exception {
    Path out = folder.resolve("tiny");
    bundle(new float[0]).write(out);
    byte[] model = Files.readAllBytes(out.resolve("face.onnx"));
    model[model.length / 2] ^= 1;
    Files.write(out.resolve("face.onnx"), model);

    assertThatThrownBy(() -> ModelBundle.open(out))
        .isInstanceOf(BundleException.class)
        .hasMessageContaining("sha256");
  }

  private static FaceBundle bundle(float[] thresholds) {
    try (NDManager manager = NDManager.newBaseManager()) {
      byte[] model = FaceEncoderGraph.write(FaceTrainer.initialised(SMALL, manager));
      return new FaceBundle(
          "tiny",
          SMALL,
          model,
          thresholds,
          List.of(ActionUnit.AU15),
          new Manifest.Provenance(Map.of("d", "x"), 5L, "c", 1e-5, Map.of("m", 0.5), "note"));
    }
  }
}
