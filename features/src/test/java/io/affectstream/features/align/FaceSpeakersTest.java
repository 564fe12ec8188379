package io.affectstream.features.align;

import static org.assertj.core.api.Assertions.assertThat;

import io.affectstream.features.audio.AudioFrontEnd;
import io.affectstream.features.speaking.SpeakingMode;
import io.affectstream.features.vision.Face;
import io.affectstream.features.vision.FaceBox;
import io.affectstream.schemas.Modality;
import io.affectstream.schemas.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class FaceSpeakersTest {

  private static final int HALO = 60;
  private static final int FRAMES = 200;
  private static final long INTERVAL = 40_000;
  private static final int STEPS = 240;

  @Property(tries = 20)
  void answersDependOnNeitherArrivalNorSegments(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 40) int segment) {
    List<String> expected = speaking(run(15, "", inputs(true, FRAMES)));
    List<Consumer<AlignmentRun>> shuffled = inputs(true, FRAMES);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(speaking(run(segment, "", shuffled))).isEqualTo(expected);
    assertThat(expected).hasSize(2 * FRAMES);
  }

  @Test
  void theOneWhoTalksSpeaks() {
    AlignmentRun run = run(15, "", inputs(true, FRAMES));

    assertThat(rows(run).filter(centre -> face(run, centre) == 0))
        .allMatch(centre -> centre.speaking().probability() < 0.1f);
    assertThat(rows(run).filter(centre -> face(run, centre) == 1))
        .allMatch(centre -> centre.speaking().probability() > 0.5f);
  }

  @Test
  void voiceOffScreenHasRowsOfItsOwnBeforeTheFaces() {
    AlignmentRun run = run(15, "", inputs(false, FRAMES));

    assertThat(rows(run).limit(3).map(centre -> face(run, centre)))
        .containsExactly(Segment.NO_FACE, 0, 1);
    assertThat(rows(run)).hasSize(3 * FRAMES);
    assertThat(rows(run).filter(centre -> centre.faces().isEmpty()))
        .allMatch(centre -> centre.speaking().weight() == 1);
  }

  @Test
  void soundOfARoleIsNotJudged() {
    AlignmentRun run = run(15, "agent", inputs(false, FRAMES));

    assertThat(rows(run))
        .hasSize(2 * FRAMES)
        .allMatch(centre -> Float.isNaN(centre.speaking().probability()));
  }

  @Test
  void provisionalAnswerIsThatOfAStreamThatEndsThere() {
    int last = 100;
    AlignmentRun cut = run(15, "", inputs(true, last + 1));
    AlignmentRun whole = new AlignmentRun(config(15), 1).expect(Modality.FACE, Modality.VOICE);
    whole.feed(AlignmentRun.voice(voice(0, STEPS, true)));
    for (int i = 0; i < FRAMES; i++) {
      whole.feed(AlignmentRun.faces(frame(i, true)));
    }

    Segment window = whole.live.get(last);
    assertThat(window.centres()).hasSize(2);
    assertThat(window.centres().get(1).speaking())
        .isEqualTo(rows(cut).skip(2L * last + 1).findFirst().orElseThrow().speaking());
  }

  private static AlignmentConfig config(int segment) {
    return AlignmentConfig.strict(30, HALO, segment).with(SpeakingMode.FUSED);
  }

  private static AlignmentRun run(int segment, String role, List<Consumer<AlignmentRun>> inputs) {
    AlignmentRun run = new AlignmentRun(config(segment)).expect(Modality.FACE, Modality.VOICE);
    run.state.role = role;
    inputs.forEach(run::feed);
    assertThat(run.over).isTrue();
    return run;
  }

  /** Frames in any order; the voice stays in order, as it comes from one instance. */
  private static List<Consumer<AlignmentRun>> inputs(boolean talks, int frames) {
    List<Consumer<AlignmentRun>> inputs = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      inputs.add(AlignmentRun.faces(frame(i, talks)));
    }
    inputs.add(AlignmentRun.faces(AlignmentRun.endOfFaces(frames)));
    long steps = Math.min(STEPS, ((frames - 1) * INTERVAL + 16_667) * 30 / 1_000_000 + 1);
    inputs.add(AlignmentRun.voice(voice(0, steps, true)));
    return inputs;
  }

  private static FaceFrame frame(int number, boolean talks) {
    double syllables = Math.sin(2 * Math.PI * number / 6.5);
    List<Face> faces =
        List.of(
            face(0, 110, 0.003 + 1e-4 * (number * 7 % 3)),
            face(400, 100, talks ? 0.05 * Math.exp(1.2 * syllables) : 0.01));
    return new FaceFrame(
        AlignmentRun.STREAM,
        number,
        number,
        number * INTERVAL,
        INTERVAL,
        Reason.MEASURED,
        faces,
        false);
  }

  private static Face face(float x, float side, double open) {
    float[] units = new float[12];
    units[10] = (float) open;
    units[11] = (float) open;
    float[] none = new float[0];
    return new Face(
        new FaceBox(x, 10, side, side), 0.9f, 0.8f, new float[8], units, new float[] {side}, none);
  }

  private static VoiceSteps voice(long from, long to, boolean end) {
    long[] steps = new long[(int) (to - from)];
    float[][] features = new float[steps.length][AudioFrontEnd.DIMENSIONS];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = from + i;
      double seconds = steps[i] / 30.0;
      features[i][AudioFrontEnd.PITCH] = 150;
      features[i][AudioFrontEnd.RMS] =
          (float) (0.1 * Math.exp(Math.sin(2 * Math.PI * seconds / 0.26)));
    }
    return new VoiceSteps(AlignmentRun.STREAM, steps, features, end ? Long.MAX_VALUE : 0, end);
  }

  private static java.util.stream.Stream<Segment.Centre> rows(AlignmentRun run) {
    return run.segments.stream().flatMap(segment -> segment.centres().stream());
  }

  private static int face(AlignmentRun run, Segment.Centre centre) {
    Segment of =
        run.segments.stream()
            .filter(segment -> segment.centres().contains(centre))
            .findFirst()
            .orElseThrow();
    return of.subjects().get(centre.subject()).face();
  }

  private static List<String> speaking(AlignmentRun run) {
    return rows(run).map(centre -> centre.frame() + " " + centre.speaking()).toList();
  }
}
