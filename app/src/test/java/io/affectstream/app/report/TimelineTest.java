package io.affectstream.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.app.results.Records;
import io.affectstream.app.results.StreamSummary;
import io.affectstream.app.results.StreamTimeline;
import io.affectstream.app.results.Strip;
import io.affectstream.schemas.ActionUnit;
import io.affectstream.schemas.AffectEvent;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Expression;
import io.affectstream.schemas.NoWords;
import io.affectstream.schemas.Transcript;
import io.affectstream.schemas.Word;
import io.affectstream.terminal.Terminal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TimelineTest {

  private static final String GOLDEN =
      """
      N Neutral  A Anger  D Disgust  F Fear  H Happiness
      S Sadness  U Surprise  O Other  . not measured

      talk
        4.00 s, 100 frames, 2 faces, 100 measured rows,
        25 NO_FACE
        no face |            ............                        |
        face 0  |NNNNNNNNNNNN            HHHHHHHHHHHHHHHHHHHHHHHH|
        face 1  |                                    UUUUUUUUUUUU|
                 0.00 s                                    4.00 s
           start        end  expression confidence  face
           2.00s      3.96s  Happiness        0.81  0
           3.00s      3.96s  Surprise         0.81  1
        face 0  AU06  2.00-2.96 s
        face 0  AU12  2.00-2.40, 2.60-2.96 s
      """;

  private final List<AffectFrame> frames = new ArrayList<>();
  private final List<AffectEvent> events = new ArrayList<>();

  TimelineTest() {
    for (int i = 0; i < 100; i++) {
      if (i < 25) {
        frames.add(Records.measured("talk", i, 0, Expression.NEUTRAL));
      } else if (i < 50) {
        frames.add(Records.noFace("talk", i));
      } else {
        frames.add(Records.measured("talk", i, 0, Expression.HAPPINESS));
      }
      if (i >= 75) {
        frames.add(Records.measured("talk", i, 1, Expression.SURPRISE));
      }
    }
    events.add(Records.episode("talk", 1, Expression.SURPRISE, 1, 3_000_000, 3_960_000));
    events.add(Records.episode("talk", 0, Expression.HAPPINESS, 0, 2_000_000, 3_960_000));
    events.add(Records.episode("talk", 0, ActionUnit.AU12, 2, 2_000_000, 2_400_000));
    events.add(Records.episode("talk", 0, ActionUnit.AU12, 3, 2_600_000, 2_960_000));
    events.add(Records.episode("talk", 0, ActionUnit.AU6, 4, 2_000_000, 2_960_000));
    events.add(Records.closed("talk", 4_000_000, 125));
  }

  private String draw(Terminal terminal) {
    StreamTimeline timeline = new StreamTimeline();
    StreamSummary summary = new StreamSummary();
    frames.forEach(timeline::add);
    frames.forEach(summary::add);
    events.forEach(timeline::add);
    events.forEach(summary::add);
    return Timeline.draw(terminal, Map.of("talk", timeline), Map.of("talk", summary));
  }

  @Test
  void aPersonReadsStripsEpisodesAndActionUnits() {
    assertThat(draw(new Terminal(false, false, 60, false, false))).isEqualTo(GOLDEN);
  }

  @Test
  void wordsAreShownWhereTheyAreSpokenAndTheReasonWhereThereAreNone() {
    StreamTimeline timeline = new StreamTimeline();
    StreamSummary summary = new StreamSummary();
    frames.forEach(timeline::add);
    frames.forEach(summary::add);
    Word first = new Word("good", 1_000_000L, 1_500_000L, 1f);
    Word second = new Word("morning", 1_500_000L, 2_000_000L, 1f);
    timeline.add(words(List.of(first), false, false, NoWords.NONE));
    timeline.add(words(List.of(first, second), true, false, NoWords.NONE));
    timeline.add(words(List.of(first, second), true, false, NoWords.NONE));
    Terminal terminal = new Terminal(false, false, 60, false, false);
    String drawn = Timeline.draw(terminal, Map.of("talk", timeline), Map.of("talk", summary));
    assertThat(drawn)
        .contains(
            "\n  words   |            =============                       |\n  good morning\n")
        .doesNotContain("no words");
    timeline.add(words(List.of(), true, true, NoWords.NO_SPEECH_MODEL));
    assertThat(Timeline.draw(terminal, Map.of("talk", timeline), Map.of("talk", summary)))
        .contains("\n  no words: NO_SPEECH_MODEL\n");
  }

  @Test
  void wordsOfSeveralSpeakersAreThoseOfTheFaceThatSpeaks() {
    StreamTimeline timeline = new StreamTimeline();
    StreamSummary summary = new StreamSummary();
    for (int frame = 0; frame < 90; frame++) {
      for (int face = -1; face < 2; face++) {
        boolean speaks = face == (frame < 30 ? 1 : frame < 60 ? -1 : 0);
        AffectFrame row =
            AffectFrame.newBuilder(frames.get(0))
                .setFrame(frame)
                .setTime(frame * 33_333L)
                .setFace(face)
                .setSpeaking(speaks ? 0.8f : 0.1f)
                .build();
        timeline.add(row);
        summary.add(row);
      }
    }
    List<Word> words = new ArrayList<>();
    for (String text : List.of("so", "I", "said", "no", "and", "left")) {
      long start = 100_000 + words.size() * 450_000L;
      words.add(new Word(text, start, start + 20_000, 1f));
    }
    timeline.add(words(words, true, false, NoWords.NONE));
    String drawn =
        Timeline.draw(
            new Terminal(false, false, 60, false, false),
            Map.of("talk", timeline),
            Map.of("talk", summary));
    assertThat(drawn).contains("\n  face 1: so I\n  off screen: said no and\n  face 0: left\n");
  }

  @Test
  void koreanWordsTakeTwoColumnsEach() {
    StreamTimeline timeline = new StreamTimeline();
    StreamSummary summary = new StreamSummary();
    List<Word> words = new ArrayList<>();
    for (long i = 0; i < 30; i++) {
      words.add(new Word("\uc548\ub155", i * 100_000, (i + 1) * 100_000, 1f));
    }
    timeline.add(words(words, true, false, NoWords.NONE));
    String drawn =
        Timeline.draw(
            new Terminal(false, false, 60, false, false),
            Map.of("talk", timeline),
            Map.of("talk", summary));
    List<String> lines = drawn.lines().filter(line -> line.contains("\uc548")).toList();
    assertThat(lines)
        .hasSize(3)
        .allSatisfy(line -> assertThat(columns(line)).isLessThanOrEqualTo(60));
  }

  private static long columns(String line) {
    return line.codePoints().map(c -> c > 0x1100 ? 2 : 1).sum();
  }

  private static Transcript words(
      List<Word> words, boolean complete, boolean end, NoWords noWords) {
    return new Transcript("talk", 0L, words, complete, 2_000_000L, end, noWords);
  }

  @Test
  void coloursAddNothingButColours() {
    String coloured = draw(new Terminal(true, true, 60, true, false));
    assertThat(coloured).contains("\u001b[30;48;5;220mH\u001b[0m");
    assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(GOLDEN);
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    for (int columns : new int[] {60, 80, 133}) {
      assertThat(draw(new Terminal(true, true, columns, false, false)).lines())
          .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(columns));
    }
  }

  @Test
  void aStripDoesNotDependOnTheOrderOfFramesAndStaysSmall() {
    List<Long> times = new ArrayList<>();
    for (long i = 0; i < 50_000; i++) {
      times.add(i * 33_333);
    }
    String ordered = cells(times);
    Collections.shuffle(times, new Random(1));
    assertThat(cells(times)).isEqualTo(ordered);
    assertThat(ordered).isEqualTo("F".repeat(50) + "s".repeat(50));
  }

  private static String cells(List<Long> times) {
    Strip strip = new Strip();
    long end = 50_000L * 33_333;
    for (long time : times) {
      Expression label = time < end / 2 ? Expression.FEAR : Expression.SADNESS;
      strip.add(time, Optional.of(label), label == Expression.SADNESS);
    }
    assertThat(strip.frames()).isEqualTo(times.size());
    char[] cells = strip.cells(0, end, 33_333, 100);
    return new String(cells).chars().mapToObj(Character::toString).collect(Collectors.joining());
  }
}
