package io.affectstream.training.teacher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import io.affectstream.features.testing.TestData;
import io.affectstream.schemas.Expression;
import io.affectstream.training.data.Columns;
import io.affectstream.training.data.FaceFolders;
import io.affectstream.training.data.FaceImages;
import io.affectstream.training.data.FaceVotes;
import io.affectstream.training.data.LabelledFaces;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ExpressionTeacherTest {

  private static final int IMAGES = 60;

  @Test
  void readsHappyFacesAsHappyAndItsAnswersAreShares() throws IOException, OrtException {
    FaceImages faces =
        LabelledFaces.majority(
            FaceFolders.read(TestData.require("fer2013/fer2013-original.tar.gz"), "validation")
                .only(name -> name.contains("/happy/")),
            FaceVotes.read(TestData.require("fer2013/votes.csv")));
    int happy = 0;
    try (ExpressionTeacher teacher =
        new ExpressionTeacher(TestData.require("models/faceapi_expression_112.onnx"))) {
      for (int i = 0; i < IMAGES; i++) {
        float[] answer = teacher.answer(faces, i);
        double sum = 0;
        for (float share : answer) {
          assertThat(share).isBetween(0f, 1f);
          sum += share;
        }
        assertThat(sum).isCloseTo(1, within(1e-5));
        assertThat(answer[Columns.of(Expression.OTHER)]).isZero();
        happy += Columns.likeliest(answer) == Expression.HAPPINESS ? 1 : 0;
      }
    }

    assertThat(happy).isGreaterThan(IMAGES / 2);
  }
}
