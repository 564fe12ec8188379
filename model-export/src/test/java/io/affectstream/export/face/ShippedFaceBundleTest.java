package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import io.affectstream.training.metrics.Confusion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shipped bundles reproduce the figures of their manifests. */
class ShippedFaceBundleTest {

  @ParameterizedTest
  @ValueSource(strings = {"face-3", "face-3-int8"})
  void reachesTheAccuracyItStates(String name) throws Exception {
    Path archive = TestData.require("fer2013/fer2013-original.tar.gz");
    ModelBundle bundle = ModelBundle.named(name);
    Map<String, Double> stated = bundle.manifest().provenance().metrics();
    FaceVotes votes = FaceVotes.read(TestData.require("fer2013/votes.csv"));
    FaceImages faces = LabelledFaces.majority(FaceFolders.read(archive, "validation"), votes);
    try (FaceGraphSession session =
        new FaceGraphSession(bundle.file(bundle.manifest().face().file()))) {
      Confusion confusion =
          session.expressions(faces, bundle.manifest().face().input().width(), 32);

      assertThat(confusion.accuracy()).isCloseTo(stated.get("expression.accuracy"), within(1e-3));
      assertThat(confusion.macroF1()).isCloseTo(stated.get("expression.macro_f1"), within(1e-3));
      for (long[] row : confusion.counts()) {
        assertThat(row[Columns.of(Expression.OTHER)]).isZero();
      }
    }
  }
}
