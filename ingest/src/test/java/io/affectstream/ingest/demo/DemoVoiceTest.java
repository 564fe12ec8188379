package io.affectstream.ingest.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.schemas.Expression;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoVoiceTest {

  private static final short[] SAMPLES = DemoVoice.speak(DemoScript.STANDARD);

  @Test
  void lastsAsLongAsTheScriptAndDoesNotClip() {
    assertThat(SAMPLES).hasSize(21 * DemoVoice.SAMPLE_RATE_HZ);
    for (short sample : SAMPLES) {
      assertThat(Math.abs((int) sample)).isLessThan(Short.MAX_VALUE);
    }
  }

  @Test
  void isSilentBeforeTheFirstWordAndLongAfterTheLast() {
    for (DemoScript.Segment segment : DemoScript.STANDARD.segments()) {
      List<DemoWord> words = DemoWord.of(segment);
      long last = words.get(words.size() - 1).end();
      assertThat(level(segment.start(), words.get(0).start())).isLessThan(1e-3);
      assertThat(level(last + 60_000, segment.end())).isLessThan(1e-3);
      for (DemoWord word : words) {
        assertThat(level(word.start(), word.end())).as("%s", word).isGreaterThan(0.003);
      }
    }
  }

  @Test
  void angerIsLoudAndHighAndSadnessSoftAndLow() {
    assertThat(level(Expression.ANGER)).isGreaterThan(4 * level(Expression.SADNESS));
    assertThat(level(Expression.ANGER)).isGreaterThan(2 * level(Expression.NEUTRAL));
    assertThat(pitch(Expression.ANGER)).isGreaterThan(1.7 * pitch(Expression.SADNESS));
    assertThat(pitch(Expression.FEAR)).isGreaterThan(1.5 * pitch(Expression.NEUTRAL));
  }

  @Test
  void theMiddlePitchIsThatOfTheStyle() {
    for (Expression expression : DemoFaces.EXPRESSIONS) {
      double expected = VoiceStyle.of(expression).pitchHz();
      assertThat(pitch(expression)).as("%s", expression).isBetween(expected * 0.85, expected * 1.2);
    }
  }

  @Test
  void everyWordHasSounds() {
    assertThat(Phone.of("hm")).isNotEmpty();
    assertThat(Phone.of("e")).hasSize(1);
    assertThat(Phone.of("game")).hasSize(3);
    assertThat(Phone.of("")).hasSize(1);
  }

  private static DemoScript.Segment segment(Expression expression) {
    return DemoScript.STANDARD.segments().stream()
        .filter(segment -> segment.expression() == expression)
        .findFirst()
        .orElseThrow();
  }

  private static double level(Expression expression) {
    List<DemoWord> words = DemoWord.of(segment(expression));
    return level(words.get(0).start(), words.get(words.size() - 1).end());
  }

  /** Root mean square of [from, to), full scale = 1. */
  private static double level(long from, long to) {
    double sum = 0;
    int count = 0;
    for (int i = sample(from); i < sample(to); i++) {
      double value = SAMPLES[i] / 32768.0;
      sum += value * value;
      count++;
    }
    return Math.sqrt(sum / count);
  }

  /** Median over 40 ms frames of the lag of greatest normalised autocorrelation, 70 to 400 Hz. */
  private static double pitch(Expression expression) {
    DemoScript.Segment segment = segment(expression);
    List<Double> pitches = new ArrayList<>();
    for (long time = segment.start(); time + 80_000 < segment.end(); time += 20_000) {
      int start = sample(time);
      double best = 0.8;
      double pitch = 0;
      // From short lags: a multiple of the period must be clearly better to win.
      for (int lag = DemoVoice.SAMPLE_RATE_HZ / 400; lag <= DemoVoice.SAMPLE_RATE_HZ / 70; lag++) {
        double correlation = correlation(start, lag);
        if (correlation > best + 0.02) {
          best = correlation;
          pitch = (double) DemoVoice.SAMPLE_RATE_HZ / lag;
        }
      }
      if (pitch > 0) {
        pitches.add(pitch);
      }
    }
    Collections.sort(pitches);
    return pitches.get(pitches.size() / 2);
  }

  private static double correlation(int start, int lag) {
    double cross = 0;
    double first = 1;
    double second = 1;
    for (int i = start; i < start + 640; i++) {
      cross += (double) SAMPLES[i] * SAMPLES[i + lag];
      first += (double) SAMPLES[i] * SAMPLES[i];
      second += (double) SAMPLES[i + lag] * SAMPLES[i + lag];
    }
    return cross / Math.sqrt(first * second);
  }

  private static int sample(long micros) {
    return (int) (micros * DemoVoice.SAMPLE_RATE_HZ / 1_000_000);
  }
}
