package io.affectstream.app.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.app.results.Records;
import io.affectstream.schemas.AffectFrame;
import io.affectstream.schemas.Expression;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramesCsvTest {

  private static final List<String> STREAMS =
      List.of("../a b", ".._a_b", "ä", "a\u0308", "%C3%A4", "회의-1", "مكالمة_١", "𠮷😀");

  private static final String GOLDEN =
      """
      frame,timestamp,face_id,confidence,success,expression_raw,expression,uncertain,plausible,\
      p_Neutral,p_Anger,p_Disgust,p_Fear,p_Happiness,p_Sadness,p_Surprise,p_Other,\
      AU01_p,AU02_p,AU04_p,AU06_p,AU07_p,AU10_p,AU12_p,AU15_p,AU23_p,AU24_p,AU25_p,AU26_p,\
      AU01_c,AU02_c,AU04_c,AU06_c,AU07_c,AU10_c,AU12_c,AU15_c,AU23_c,AU24_c,AU25_c,AU26_c,\
      face_x,face_y,face_w,face_h,quality,coverage_face,coverage_voice,coverage_words,\
      no_words,speaking,reason,bundle
      0,0.000000,-1,0.000000,0,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,0.000000,\
      0.000000,0.333333,0.000000,,,NO_FACE,test@0123abcd
      1,0.040000,0,0.900000,1,Happiness,Happiness,1,Anger Happiness,\
      0.025000,0.025000,0.025000,0.025000,0.825000,0.025000,0.025000,0.025000,\
      0.000000,0.083333,0.166667,0.250000,0.333333,0.416667,0.500000,0.583333,0.666667,0.750000,\
      0.833333,0.916667,0,0,0,0,0,0,1,1,1,1,1,1,\
      10.500000,20.000000,100.250000,120.000000,0.500000,1.000000,0.333333,0.000000,,0.750000,MEASURED,\
      test@0123abcd
      """
          .replace("\n", "\r\n");

  @TempDir Path folder;

  @Test
  void theTableIsWrittenByteForByteInAnyLocale() throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try (FramesCsv csv = FramesCsv.create(folder, "a")) {
      csv.add(Records.noFace("a", 0));
      AffectFrame unsure =
          AffectFrame.newBuilder(Records.measured("a", 1, 0, Expression.HAPPINESS))
              .setUncertain(true)
              .setSpeaking(0.75f)
              .setPlausible(List.of(Expression.ANGER, Expression.HAPPINESS))
              .build();
      csv.add(unsure);
      csv.commit();
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Files.readString(folder.resolve("a.frames.csv"))).isEqualTo(GOLDEN);
    for (String line : GOLDEN.split("\r\n")) {
      assertThat(line.split(",", -1)).hasSameSizeAs(FramesCsv.columns());
    }
  }

  @Test
  void aUnitThatIsNotDecidedHasAnEmptyCell() {
    List<Boolean> decided = new ArrayList<>(Collections.nCopies(12, true));
    decided.set(7, false);
    List<String> cells =
        FramesCsv.cells(
            AffectFrame.newBuilder(Records.measured("a", 1, 0, Expression.FEAR))
                .setDecidedUnits(decided)
                .build());
    assertThat(cells.get(FramesCsv.columns().indexOf("AU15_c"))).isEmpty();
    assertThat(cells.get(FramesCsv.columns().indexOf("AU15_p"))).isEqualTo("0.583333");
    assertThat(cells.get(FramesCsv.columns().indexOf("AU23_c"))).isEqualTo("1");
  }

  @Test
  void repeatsAreCountedAndLeftOut() throws Exception {
    try (FramesCsv csv = FramesCsv.create(folder, "a")) {
      AffectFrame second = Records.measured("a", 1, 1, Expression.FEAR);
      assertThat(csv.add(Records.measured("a", 1, 0, Expression.FEAR))).isTrue();
      assertThat(csv.add(second)).isTrue();
      assertThat(csv.add(second)).isFalse();
      assertThat(csv.add(Records.measured("a", 1, 0, Expression.FEAR))).isFalse();
      assertThat(csv.add(Records.noFace("a", 2))).isTrue();
      assertThat(csv.rows()).isEqualTo(3);
      assertThat(csv.repeats()).isEqualTo(2);
      csv.commit();
    }
    assertThat(folder.resolve("a.frames.csv")).content().hasLineCount(4);
  }

  @Test
  void rowsOfOneFrameAreWrittenInOrderOfFacesHoweverTheyCome() throws Exception {
    try (FramesCsv csv = FramesCsv.create(folder, "a")) {
      for (long frame = 0; frame < 2; frame++) {
        for (int face : new int[] {3, 1, 12, 0, 3}) {
          csv.add(Records.measured("a", frame, face, Expression.FEAR));
        }
      }
      assertThat(csv.add(Records.measured("a", 0, 7, Expression.FEAR))).isFalse();
      assertThat(csv.rows()).isEqualTo(8);
      assertThat(csv.repeats()).isEqualTo(3);
      csv.commit();
    }
    assertThat(Files.readAllLines(folder.resolve("a.frames.csv")).stream().skip(1))
        .extracting(line -> line.split(",")[0] + " " + line.split(",")[2])
        .containsExactly("0 0", "0 1", "0 3", "0 12", "1 0", "1 1", "1 3", "1 12");
  }

  @Test
  void nothingAppearsUnlessItIsComplete() throws Exception {
    try (FramesCsv csv = FramesCsv.create(folder, "a")) {
      csv.add(Records.noFace("a", 0));
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void streamIdsBecomeDistinctFileNamesWithinTheFolder() throws Exception {
    for (String stream : STREAMS) {
      try (FramesCsv csv = FramesCsv.create(folder, stream)) {
        csv.commit();
      }
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "..%2Fa%20b.frames.csv",
              ".._a_b.frames.csv",
              "ä.frames.csv",
              "a%CC%88.frames.csv",
              "%25C3%25A4.frames.csv",
              "회의-1.frames.csv",
              "مكالمة_١.frames.csv",
              "𠮷%F0%9F%98%80.frames.csv");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(FramesTable::stream)).containsExactlyInAnyOrderElementsOf(STREAMS);
    }
  }

  @Test
  void numbersRoundToSixDecimalsAndTextIsQuoted() {
    assertThat(Decimals.of(0.1f)).isEqualTo("0.100000");
    assertThat(Decimals.of(-0.0000004)).isEqualTo("0.000000");
    assertThat(Decimals.of(-12.3456789)).isEqualTo("-12.345679");
    assertThat(Decimals.seconds(-1)).isEqualTo("-0.000001");
    assertThat(Decimals.seconds(3_600_000_001L)).isEqualTo("3600.000001");
    assertThatThrownBy(() -> Decimals.of(Float.NaN)).isInstanceOf(IllegalArgumentException.class);
    assertThat(FramesCsv.quoted("a \"b\", c")).isEqualTo("\"a \"\"b\"\", c\"");
  }
}
