package io.affectstream.training.affwild.data;

import static io.affectstream.training.affwild.data.MiniatureCopy.EXPRESSIONS;
import static io.affectstream.training.affwild.data.MiniatureCopy.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.training.affwild.data.AffWild.Split;
import io.affectstream.training.affwild.data.AffWildVideo.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads a miniature copy of the data set with every oddity of the real one. */
class AffWildTest {

  @TempDir private Path root;
  private MiniatureCopy copy;

  @BeforeEach
  void generate() throws IOException {
    copy = new MiniatureCopy(root);
    copy.images("alone", 1, 2, 4, 5, 7);
    copy.images("pair_left", 2);
    copy.images("pair_right", 1, 12);
    copy.images("other", 1);
    copy.images("video_without_annotation", 1);
    Files.writeString(root.resolve("cropped_aligned/alone/.DS_Store"), "x");

    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", EXPRESSIONS + "0\n7\n3\n-1\n4\n");
    copy.annotate(
        AffWildTask.EXPRESSION,
        "Train_Set",
        "pair_left",
        EXPRESSIONS.replace("\n", "\r\n") + "1\r\n2\r\n\r\n");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "pair_right", EXPRESSIONS + "6\n");
    copy.annotate(AffWildTask.EXPRESSION, "Validation_Set", "other", EXPRESSIONS + "5");
    Files.writeString(
        copy.annotations(AffWildTask.EXPRESSION, "Train_Set").resolve(".DS_Store"), "x");
  }

  @Test
  void lineBelongsToTheImageOfItsFrame() throws IOException {
    AffWildVideo alone = train().get(0);

    assertThat(alone.labels().frames()).isEqualTo(5);
    assertThat(alone.labels().of(1).orElseThrow()).containsExactly(0);
    assertThat(alone.labels().of(2).orElseThrow()).containsExactly(7);
    assertThat(alone.labels().of(4)).isEmpty();
    assertThat(alone.labels().of(6)).isEmpty();
    assertThat(alone.image(2))
        .contains(root.resolve("cropped_aligned").resolve("alone").resolve("00002.jpg"));
    assertThat(alone.image(3)).isEmpty();
  }

  @Test
  void usableFramesHaveAFaceAndAnAnnotation() throws IOException {
    assertThat(train().get(0).usable()).containsExactly(1, 2, 5);
    assertThat(train().get(1).usable()).containsExactly(2);
    assertThat(train().get(2).usable()).containsExactly(1);
    assertThat(train().get(0).frames()).isEqualTo(7);
    assertThat(train().get(2).frames()).isEqualTo(12);
  }

  @Test
  void bothPeopleOfAVideoStayTogether() throws IOException {
    assertThat(train()).extracting(AffWildVideo::video).containsExactly("alone", "pair", "pair");
    assertThat(train())
        .extracting(AffWildVideo::person)
        .containsExactly(Person.ONLY, Person.LEFT, Person.RIGHT);
  }

  @Test
  void splitsAreApart() throws IOException {
    assertThat(new AffWild(root).videos(AffWildTask.EXPRESSION, Split.VALIDATION))
        .extracting(AffWildVideo::video)
        .containsExactly("other");
  }

  @Test
  void actionUnitsWithAnyMarkAreSkipped() throws IOException {
    copy.annotate(
        AffWildTask.ACTION_UNITS,
        "Train_Set",
        "alone",
        UNITS
            + "0,1,0,0,0,1,0,0,0,0,1,0\n"
            + "0,1,0,0,0,1,0,-1,0,0,1,0\n"
            + "-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1\n"
            + "1,1,1,1,1,1,1,1,1,1,1,1\n");
    AffWildVideo video = new AffWild(root).videos(AffWildTask.ACTION_UNITS, Split.TRAIN).get(0);

    assertThat(video.labels().of(1).orElseThrow())
        .containsExactly(0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
    assertThat(video.usable()).containsExactly(1, 4);
  }

  @Test
  void valenceAndArousalWithAnyMarkAreSkipped() throws IOException {
    copy.annotate(
        AffWildTask.VALENCE_AROUSAL,
        "Train_Set",
        "alone",
        "valence,arousal\n-0.024, 0.279\n-5,-5\n0.1,0.2\n0.5,-5.0\n-1,1\n");
    AffWildVideo video = new AffWild(root).videos(AffWildTask.VALENCE_AROUSAL, Split.TRAIN).get(0);

    assertThat(video.labels().of(1).orElseThrow()).containsExactly(-0.024f, 0.279f);
    assertThat(video.labels().of(4)).isEmpty();
    assertThat(video.usable()).containsExactly(1, 5);
  }

  @Test
  void submissionHasTheFormatOfTheAnnotations() throws IOException {
    Path out = root.resolve("submission");
    new AffWildLabels("pair_left", AffWildTask.EXPRESSION, List.of(row(3), none(), row(0)))
        .write(out);
    float[] units = new float[12];
    units[11] = 1;
    new AffWildLabels("alone", AffWildTask.ACTION_UNITS, List.of(Optional.of(units), none()))
        .write(out.resolve("units"));
    new AffWildLabels("alone", AffWildTask.VALENCE_AROUSAL, List.of(row(0.0001f, -0.5f), none()))
        .write(out.resolve("affect"));

    assertThat(out.resolve("pair_left.txt")).hasContent(EXPRESSIONS + "3\n-1\n0\n");
    assertThat(out.resolve("units/alone.txt"))
        .hasContent(UNITS + "0,0,0,0,0,0,0,0,0,0,0,1\n-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1,-1\n");
    assertThat(out.resolve("affect/alone.txt"))
        .hasContent("valence,arousal\n0.00010,-0.5\n-5,-5\n");
    AffWildLabels read =
        AffWildLabels.read(out.resolve("affect/alone.txt"), AffWildTask.VALENCE_AROUSAL);
    assertThat(read.name()).isEqualTo("alone");
    assertThat(read.of(1).orElseThrow()).containsExactly(0.0001f, -0.5f);
    assertThat(read.of(2)).isEmpty();
  }

  @Test
  void gapsAreFilledFromTheNearestFrame() {
    AffWildLabels gaps =
        new AffWildLabels(
            "x",
            AffWildTask.EXPRESSION,
            List.of(none(), row(1), none(), none(), none(), row(2), none()));

    assertThat(gaps.filled().rows())
        .extracting(row -> row.orElseThrow()[0])
        .containsExactly(1f, 1f, 1f, 1f, 2f, 2f, 2f);
    assertThat(
            new AffWildLabels("x", AffWildTask.EXPRESSION, List.of(none(), none())).filled().rows())
        .containsExactly(none(), none());
  }

  @Test
  void refusesToWriteWhatItWouldNotRead() {
    assertThatThrownBy(
            () -> new AffWildLabels("x", AffWildTask.EXPRESSION, List.of(row(-1))).write(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("mark for none");
    assertThatThrownBy(
            () -> new AffWildLabels("x", AffWildTask.ACTION_UNITS, List.of(row(1, 0))).write(root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12 times");
    assertThat(root.resolve("x.txt")).doesNotExist();
  }

  @Test
  void errorsNameFileLineExpectedAndFound() throws IOException {
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", EXPRESSIONS + "0\n8\n");
    expectProblem("alone.txt, line 3: expected an integer 0 to 7, or -1, found '8'");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", EXPRESSIONS + "0\n\n1\n");
    expectProblem("alone.txt, line 3: expected an integer");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", EXPRESSIONS + "0,1\n");
    expectProblem("alone.txt, line 2: expected 1 numbers, found '0,1'");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", UNITS + "0\n");
    expectProblem("alone.txt, line 1: expected the header 'Neutral,Anger");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", "");
    expectProblem("alone.txt, line 1: expected the header");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "alone", EXPRESSIONS + "NaN\n");
    expectProblem("alone.txt, line 2: expected an integer 0 to 7, or -1, found 'NaN'");
  }

  @Test
  void everyVideoWithoutImagesIsNamed() throws IOException {
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "gone", EXPRESSIONS + "0\n");
    copy.annotate(AffWildTask.EXPRESSION, "Train_Set", "lost_left", EXPRESSIONS + "0\n");

    expectProblem("cropped_aligned: expected a folder of images per annotated video");
    expectProblem("found none for [gone, lost_left]");
  }

  @Test
  void imagesAreNamedByTheirFrame() throws IOException {
    Files.writeString(root.resolve("cropped_aligned/alone/00000.jpg"), "x");
    expectProblem("00000.jpg: expected an image named by its frame");
    Files.delete(root.resolve("cropped_aligned/alone/00000.jpg"));
    Files.writeString(root.resolve("cropped_aligned/alone/face.jpg"), "x");
    expectProblem("face.jpg: expected an image named by its frame");
  }

  @Test
  void missingOrDoubledFoldersAreNamed() throws IOException {
    assertThatThrownBy(() -> new AffWild(root).videos(AffWildTask.ACTION_UNITS, Split.TRAIN))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected one folder 'AU_Detection_Challenge'")
        .hasMessageContaining("found none");
    Files.createDirectories(root.resolve("copy/EXPR_Classification_Challenge"));
    expectProblem("copy");
  }

  private void expectProblem(String text) {
    assertThatThrownBy(this::train).isInstanceOf(IOException.class).hasMessageContaining(text);
  }

  private List<AffWildVideo> train() throws IOException {
    return new AffWild(root).videos(AffWildTask.EXPRESSION, Split.TRAIN);
  }

  private static Optional<float[]> row(float... values) {
    return Optional.of(values);
  }

  private static Optional<float[]> none() {
    return Optional.empty();
  }
}
