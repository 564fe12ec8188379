package io.affectstream.inference.fusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.features.align.Segment;
import io.affectstream.features.align.Segment.Centre;
import io.affectstream.features.rows.Certainty;
import io.affectstream.features.speaking.Speaking;
import io.affectstream.inference.testing.TestBundle;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class AttributedPredictorTest {

  /** Answers 0.8 with a voice or words and 0.4 without, and records its requests. */
  private static final class Fake implements Predictor {

    private final List<Segment> requests = new ArrayList<>();
    private boolean closed;

    @Override
    public CompletableFuture<List<Prediction>> predict(Segment segment) {
      requests.add(segment);
      boolean silent = true;
      for (int s = 0; s < segment.voice().length; s++) {
        silent &= segment.voice()[s].length == 0 && segment.wordAt()[s] < 0;
      }
      float answer = silent ? 0.4f : 0.8f;
      return CompletableFuture.completedFuture(
          segment.centres().stream().map(centre -> answer(centre, answer)).toList());
    }

    private static Prediction answer(Centre centre, float answer) {
      return centre.faces().isEmpty()
          ? Prediction.none(centre.reason())
          : new Prediction(
              Reason.MEASURED,
              new float[] {answer, 1 - answer},
              new Certainty(answer, answer / 2),
              new float[] {answer});
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Fake fake = new Fake();
  private final AttributedPredictor predictor = new AttributedPredictor(fake);

  @Test
  void rowsThatAreNotJudgedArePredictedOnce() {
    Segment segment = Segments.random(1, 2);

    List<Prediction> predictions = predictor.predict(segment).join();

    assertThat(fake.requests).containsExactly(segment);
    assertThat(predictions).hasSize(segment.centres().size());
  }

  @Test
  void voiceAndWordsCountAsFarAsTheFaceSpeaks() {
    Segment segment =
        of(face(new Speaking(0.25f, 0.25f)), face(Speaking.UNKNOWN), face(new Speaking(0, 0)));

    List<Prediction> predictions = predictor.predict(segment).join();

    assertThat(fake.requests.get(1).centres()).hasSize(2);
    assertThat(predictions.get(0).expression()[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(predictions.get(0).expression()[1]).isCloseTo(0.5f, within(1e-6f));
    assertThat(predictions.get(0).certainty().abstain()).isCloseTo(0.5f, within(1e-6f));
    assertThat(predictions.get(0).certainty().include()).isCloseTo(0.25f, within(1e-6f));
    assertThat(predictions.get(0).actionUnits()[0]).isCloseTo(0.5f, within(1e-6f));
    assertThat(predictions.get(1).expression()[0]).isEqualTo(0.8f);
    assertThat(predictions.get(2).expression()[0]).isEqualTo(0.4f);
  }

  @Test
  void rowsWithoutAnAnswerStayAsTheyAre() {
    Segment segment =
        of(
            new Centre(
                0, 7, 0, 1, TestBundle.HALO, Reason.NO_FACE, List.of(), 0, new Speaking(0, 0)));

    assertThat(predictor.predict(segment).join().get(0).reason()).isEqualTo(Reason.NO_FACE);
  }

  @Test
  void closesThePredictor() {
    predictor.close();

    assertThat(fake.closed).isTrue();
  }

  private static Segment of(Centre... centres) {
    Segment random = Segments.random(3, 1);
    return Segments.segment(
        random.subjects(), random.voice(), random.wordVectors(), random.wordAt(), List.of(centres));
  }

  private static Centre face(Speaking speaking) {
    return new Centre(
        0, 7, 0, 1, TestBundle.HALO, Reason.MEASURED, List.of(Segments.face(1, 2, 3)), 0, speaking);
  }
}
