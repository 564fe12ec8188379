package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Media that are none, cut off, or of unequal length. */
class AnalyzeOddMediaITCase extends AnalysedClips {

  @Test
  void aFileThatIsNotMediaIsReportedAndTheOthersAreAnalysed() {
    assertThat(analysed.code()).isEqualTo(1);
    assertThat(analysed.err().lines().filter(line -> line.contains("text.mp4")))
        .singleElement()
        .asString()
        .startsWith("skipped: ")
        .contains("expected media");
    assertThat(out.resolve("text.frames.csv")).doesNotExist();
    assertThat(analysed.out()).contains("bbaf2n").doesNotContain("text");
  }

  @Test
  void aTruncatedFileGivesTheFramesThatDecode() throws Exception {
    assertThat(analysed.err()).containsPattern("cut: the source breaks off after");
    List<FrameRow> rows = rows("cut");
    assertThat(rows).hasSizeBetween(20, 60);
    for (FrameRow row : rows) {
      assertThat(row.seconds()).isCloseTo(row.frame() / 25.0, within(0.001));
    }
    assertThat(summary(out, "cut").path("closed").asText()).isEqualTo("SOURCE_INCOMPLETE");
    assertThat(summary(out, "cut").path("incomplete").asText()).contains("breaks off after");
    assertThat(summary(out, "sound").path("incomplete").isNull()).isTrue();
  }

  @Test
  void soundFarLongerThanTheImagesEndsCleanly() throws Exception {
    assertThat(rows("long_sound")).hasSize(25).allMatch(row -> row.voice() == 1);
  }
}
