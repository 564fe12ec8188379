package io.affectstream.inference.fusion;

import static io.affectstream.inference.fusion.Segments.centre;
import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.schemas.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaceHeadPredictorTest {

  @Test
  void takesWhatTheFaceGraphSaidElseTheReason() {
    float[] expression = {0.1f, 0, 0, 0, 0.9f, 0, 0, 0};
    float[] units = new float[12];
    Face face = new Face(new FaceBox(1, 2, 3, 4), 0.9f, 1, expression, units, Segments.NONE, units);
    try (FaceHeadPredictor predictor = new FaceHeadPredictor()) {
      List<Prediction> predictions =
          predictor
              .predict(
                  Segments.empty(
                      centre(0, 2, Reason.MEASURED, face),
                      centre(0, 3, Reason.NO_FACE),
                      centre(0, 3, Reason.DECODE_FAILED),
                      centre(0, 4, Reason.MODEL_FAILED),
                      centre(0, 4, Reason.MEASURED)))
              .join();
      assertThat(predictions)
          .extracting(Prediction::reason)
          .containsExactly(
              Reason.MEASURED,
              Reason.NO_FACE,
              Reason.DECODE_FAILED,
              Reason.MODEL_FAILED,
              Reason.NO_FACE);
      assertThat(predictions.get(0).expression()).containsExactly(expression);
      assertThat(predictions.get(0).actionUnits()).containsExactly(units);
      assertThat(predictions.subList(1, 5))
          .allMatch(p -> p.expression().length == 0 && p.actionUnits().length == 0);
    }
  }
}
