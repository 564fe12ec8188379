package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.affectstream.ingest.testing.MediaTools;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured and covered, by modality. */
class AnalyzeModalitiesITCase extends AnalysedClips {

  private static final double STEP = 1.0 / 30;

  @Test
  void framesWithoutAFaceSaySo() throws Exception {
    assertThat(rows("pyfeat_no_face")).extracting(FrameRow::reason).containsOnly("NO_FACE");
    assertThat(rows("pyfeat_no_face")).extracting(FrameRow::face).containsOnly(-1);
  }

  @Test
  void aFaceThatDisappearsIsMeasuredUntilItDoes() throws Exception {
    List<String> reasons = rows("pyfeat_face_noface").stream().map(FrameRow::reason).toList();
    int change = reasons.lastIndexOf("MEASURED") + 1;
    assertThat(change).isBetween(60, reasons.size() - 20);
    assertThat(reasons.subList(0, 60)).containsOnly("MEASURED");
    assertThat(reasons.subList(change, reasons.size())).containsOnly("NO_FACE");
  }

  @ParameterizedTest
  @MethodSource("clips")
  void voiceIsCoveredWhereThereIsSound(String clip) throws Exception {
    double[] sound = MediaTools.sound(MadeMedia.clip(clip));
    for (FrameRow row : rows(stream(clip))) {
      if (row.seconds() >= sound[0] + STEP && row.seconds() <= sound[1] - STEP) {
        assertThat(row.voice()).as("at %f", row.seconds()).isEqualTo(1);
      } else if (row.seconds() < sound[0] - STEP || row.seconds() > sound[1] + STEP) {
        assertThat(row.voice()).as("at %f", row.seconds()).isZero();
      }
    }
  }

  @Test
  void wordsAreCoveredWhereTheTranscriptHasThem() throws Exception {
    List<double[]> words = new ArrayList<>();
    for (String line : Files.readAllLines(MadeMedia.clip("swwp2s.align"))) {
      String[] parts = line.strip().split(" +");
      if (!parts[2].equals("sil")) {
        words.add(new double[] {seconds(parts[0]), seconds(parts[1])});
      }
    }
    assertThat(words).hasSize(6);
    assertWords(WITH_TRANSCRIPT, words);
  }

  @Test
  void aTranscriptThatEndsEarlyCoversItsOwnPartOnly() throws Exception {
    assertWords(ENDS_EARLY, List.of(new double[] {0.2, 0.6}));
    assertThat(rows(ENDS_EARLY)).hasSize(75);
  }

  @Test
  void withoutTranscriptNoWordsAreCovered() throws Exception {
    assertThat(rows("bbaf2n")).extracting(FrameRow::words).containsOnly(0.0);
  }

  /** A step takes the word at its instant, which is at most half a step from the frame. */
  private static void assertWords(String stream, List<double[]> words) throws IOException {
    double start = words.get(0)[0];
    double end = words.get(words.size() - 1)[1];
    int spoken = 0;
    for (FrameRow row : rows(stream)) {
      double at = row.seconds();
      if (at >= start + STEP / 2 && at < end - STEP / 2) {
        assertThat(row.words()).as("at %f", at).isPositive();
        spoken++;
      } else if (at < start - STEP / 2 || at > end + STEP / 2) {
        assertThat(row.words()).as("at %f", at).isZero();
      }
    }
    assertThat(spoken).isGreaterThan(5);
  }

  @Test
  void twoFacesKeepTheirIdsAndSides() throws Exception {
    Map<Long, List<FrameRow>> frames =
        rows("two_faces").stream().collect(Collectors.groupingBy(FrameRow::frame));
    assertThat(frames).hasSize(75);
    int left = frames.get(0L).stream().filter(row -> row.centreX() < 360).findAny().get().face();
    for (List<FrameRow> both : frames.values()) {
      assertThat(both).extracting(FrameRow::face).containsExactly(0, 1);
      assertThat(both)
          .allSatisfy(row -> assertThat(row.face() == left).isEqualTo(row.centreX() < 360));
    }
  }

  @Test
  void aFaceAwayForLongerThanTheGapComesBackAsANewOne() throws Exception {
    List<FrameRow> rows = rows("comes_back");
    assertThat(rows).hasSize(175);
    assertThat(rows.subList(0, 25)).extracting(FrameRow::face).containsOnly(0);
    assertThat(rows.subList(25, 150)).extracting(FrameRow::face).containsOnly(-1);
    assertThat(rows.subList(150, 175)).extracting(FrameRow::face).containsOnly(1);
  }

  @Test
  void soundAloneGivesARowPerStep() throws Exception {
    List<FrameRow> rows = rows("sound");
    byte[] samples = MediaTools.samples(FOLDER.resolve("sound.wav"), FOLDER.resolve("sound.raw"));
    assertThat(rows.size() * STEP).isCloseTo(samples.length / 32_000.0, within(STEP));
    assertThat(rows).extracting(FrameRow::reason).containsOnly("NO_FACE");
    assertThat(rows).extracting(FrameRow::voice).containsOnly(1.0);
    for (FrameRow row : rows) {
      assertThat(row.seconds()).isCloseTo(row.frame() * STEP, within(1e-6));
    }
  }

  @Test
  void aBundleForFacesSaysThatSoundAloneNeedsAnother() {
    assertThat(analysed.err().lines().filter(line -> line.contains("nothing was measured")))
        .containsExactlyInAnyOrder(
            "sound: nothing was measured; this bundle uses faces only, the default one voice and"
                + " words too",
            "pyfeat_no_face: nothing was measured; this bundle uses faces only, the default one"
                + " voice and words too");
  }

  @ParameterizedTest
  @ValueSource(strings = {"two_faces", "comes_back"})
  void imagesAloneHaveNoVoice(String stream) throws Exception {
    assertThat(rows(stream)).extracting(FrameRow::voice).containsOnly(0.0);
  }
}
