package io.affectstream.export.face;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.testing.TestData;
import io.affectstream.inference.bundle.ModelBundle;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FacePictures;
import io.affectstream.training.metrics.Confusion;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The bundle that comes with the product keeps what its manifest says. */
class ShippedFaceBundleTest {

  @Test
  void reachesTheAccuracyItStates() throws Exception {
    Path archive = TestData.require("fer2013/fer2013-train-validation.tar.gz");
    ModelBundle bundle = ModelBundle.named("face-2");
    Map<String, Double> stated = bundle.manifest().provenance().metrics();
    FacePictures faces = FaceFolders.read(archive, "validation");
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
