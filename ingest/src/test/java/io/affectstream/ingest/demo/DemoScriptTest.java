package io.affectstream.ingest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoScriptTest {

  private static final DemoScript SCRIPT = DemoScript.STANDARD;

  @Test
  void showsEveryExpressionThereIsAFaceForOnceAndWithoutGaps() {
    assertThat(SCRIPT.segments())
        .extracting(DemoScript.Segment::expression)
        .containsExactlyInAnyOrderElementsOf(DemoFaces.EXPRESSIONS);
    long end = 0;
    for (DemoScript.Segment segment : SCRIPT.segments()) {
      assertThat(segment.start()).isEqualTo(end);
      end = segment.end();
    }
    assertThat(SCRIPT.end()).isEqualTo(end).isEqualTo(21_000_000);
  }

  @Test
  void anExpressionRisesStaysAndFalls() {
    DemoScript.Segment segment = SCRIPT.segments().get(1);
    assertThat(segment.amount(3_000_000)).isZero();
    assertThat(segment.amount(3_240_000)).isEqualTo(0.5);
    assertThat(segment.amount(3_480_000)).isEqualTo(1);
    assertThat(segment.amount(5_520_000)).isEqualTo(1);
    assertThat(segment.amount(5_760_000)).isEqualTo(0.5);
    assertThat(segment.amount(6_000_000)).isZero();
  }

  @Test
  void labelsAreKnownAtTheApexOnly() {
    assertThat(SCRIPT.apexAt(3_479_999)).isEmpty();
    assertThat(SCRIPT.apexAt(3_480_000))
        .map(DemoScript.Segment::expression)
        .contains(Expression.HAPPINESS);
    assertThat(SCRIPT.apexAt(5_520_000)).isEmpty();
    assertThat(SCRIPT.at(-1)).isEmpty();
    assertThat(SCRIPT.at(21_000_000)).isEmpty();
    assertThat(SCRIPT.at(20_999_999)).map(DemoScript.Segment::expression).contains(Expression.FEAR);
  }

  @Test
  void wordsFollowOneAnotherWithinTheirSegment() {
    for (DemoScript.Segment segment : SCRIPT.segments()) {
      List<DemoWord> words = DemoWord.of(segment);
      assertThat(words).extracting(DemoWord::text).containsExactly(segment.text().split(" "));
      long last = segment.start();
      for (DemoWord word : words) {
        assertThat(word.text()).matches("[a-z]+");
        assertThat(word.start()).isGreaterThan(last);
        assertThat(word.end()).isGreaterThan(word.start()).isLessThan(segment.end());
        last = word.end();
      }
    }
  }
}
