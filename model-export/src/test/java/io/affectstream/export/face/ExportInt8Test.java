package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.bundle.Manifest;
import io.affectstream.training.blocks.FaceEncoderConfig;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.face.FaceTrainer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportInt8Test {

  private static final int SIDE = 48;
  private static final int PICTURES = 40;

  @TempDir Path folder;

  /** Everything except the convolutions equals the source bundle. */
  @ParameterizedTest
  @ValueSource(strings = {"face-3", "fusion-4"})
  void writesABundleThatSaysNearlyTheSame(String name) throws Exception {
    ModelBundle source = ModelBundle.named(name);
    FaceImages images = images();

    ModelBundle made =
        new ExportInt8(source, images, images).export("small", folder.resolve("small"));

    Manifest from = source.manifest();
    Manifest to = made.manifest();
    assertThat(to.id()).isEqualTo("small");
    assertThat(to.heads()).usingRecursiveComparison().isEqualTo(from.heads());
    assertThat(to.face()).usingRecursiveComparison().isEqualTo(from.face());
    assertThat(to.files().keySet()).isEqualTo(from.files().keySet());
    for (String file : from.files().keySet()) {
      if (file.equals(from.face().file())) {
        assertThat(made.file(file).length).isLessThan(source.file(file).length / 3);
      } else {
        assertThat(made.file(file)).isEqualTo(source.file(file));
      }
    }
    Map<String, Double> metrics = to.provenance().metrics();
    assertThat(metrics.get("difference.action_units")).isBetween(0.0001, 0.02);
    assertThat(metrics).containsKeys("expression.accuracy", "float.expression.accuracy");
    assertThat(to.provenance().note()).contains(source.identity());
  }

  @Test
  void theShippedOneIsTheResultOfTheCommand() throws Exception {
    Path archive = TestData.require("fer2013/fer2013-original.tar.gz");
    ModelBundle shipped = ModelBundle.named("face-3-int8");

    ModelBundle made =
        new ExportInt8(
                ModelBundle.named("face-3"),
                FaceFolders.read(archive, "train"),
                LabelledFaces.majority(
                    FaceFolders.read(archive, "validation"),
                    FaceVotes.read(TestData.require("fer2013/votes.csv"))))
            .export("face-3-int8", folder.resolve("again"));

    Map<String, Double> expected = shipped.manifest().provenance().metrics();
    assertThat(made.manifest().provenance().metrics().keySet()).isEqualTo(expected.keySet());
    // Other processors sum the floats of the ranges in another order.
    expected.forEach(
        (metric, value) ->
            assertThat(made.manifest().provenance().metrics().get(metric))
                .as(metric)
                .isCloseTo(value, within(0.003)));
  }

  @Test
  void gatedChannelsKeepTheirMeaning() throws Exception {
    FaceEncoderConfig shape = new FaceEncoderConfig(16, 8, List.of(8, 16), List.of(1, 2), 1, 0.1f);
    byte[] model;
    try (NDManager manager = NDManager.newBaseManager()) {
      model = FaceEncoderGraph.write(FaceTrainer.initialised(shape, manager));
    }
    Manifest.Provenance origin =
        new Manifest.Provenance(Map.of("made", "x"), 1L, "c", 1e-5, Map.of(), "note");
    ModelBundle source =
        new FaceBundle("gated", shape, model, new float[12], List.of(), origin)
            .write(folder.resolve("gated"));
    FaceImages images = images();

    ModelBundle made =
        new ExportInt8(source, images, images).export("small", folder.resolve("small"));

    try (FaceGraphSession floats = new FaceGraphSession(source.file("face.onnx"));
        FaceGraphSession integers = new FaceGraphSession(made.file("face.onnx"))) {
      float[][] expected = floats.run(images, 16, 8).embedding();
      float[][] found = integers.run(images, 16, 8).embedding();
      for (int i = 0; i < expected.length; i++) {
        double cosine = 0;
        for (int d = 0; d < expected[i].length; d++) {
          cosine += expected[i][d] * found[i][d];
        }
        assertThat(cosine).isBetween(0.97, 1.0001);
      }
      assertThat(found).isNotEqualTo(expected);
    }
  }

  @Test
  void aFolderThatIsThereIsKept() {
    FaceImages images = images();

    assertThatThrownBy(
            () ->
                new ExportInt8(ModelBundle.named("face-3"), images, images).export("small", folder))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  /** Blurred noise, at every brightness. */
  private static FaceImages images() {
    Random random = new Random(8);
    byte[] pixels = new byte[PICTURES * SIDE * SIDE];
    double last = 128;
    for (int i = 0; i < pixels.length; i++) {
      last = Math.max(0, Math.min(255, last + 20 * random.nextGaussian()));
      pixels[i] = (byte) last;
    }
    List<Expression> labels = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < PICTURES; i++) {
      labels.add(Columns.expression(i % 7));
      names.add("made/" + i);
    }
    return new FaceImages(SIDE, pixels, labels, names);
  }
}
