package io.affectstream.training.affwild.data;

import static io.affectstream.training.affwild.data.AffWildTask.ACTION_UNITS;
import static io.affectstream.training.affwild.data.AffWildTask.EXPRESSION;
import static io.affectstream.training.affwild.data.MiniatureCopy.EXPRESSIONS;
import static io.affectstream.training.affwild.data.MiniatureCopy.UNITS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.training.affwild.data.AffWildVideo.Person;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** People found in a miniature copy, and messages for missing files. */
class AffWildPeopleTest {

  private static final String NO_UNIT = "0,0,0,0,0,0,0,0,0,0,0,0\n";

  @TempDir private Path root;
  private MiniatureCopy copy;

  @BeforeEach
  void generate() throws IOException {
    copy = new MiniatureCopy(root);
    copy.annotate(EXPRESSION, "Train_Set", "solo", EXPRESSIONS + "0\n1\n");
    copy.annotate(EXPRESSION, "Train_Set", "pair_left", EXPRESSIONS + "6\n");
    copy.annotate(EXPRESSION, "Validation_Set", "valid", EXPRESSIONS + "5\n");
    copy.annotate(ACTION_UNITS, "Train_Set", "solo", UNITS + NO_UNIT);
    copy.annotate(ACTION_UNITS, "Validation_Set", "valid", UNITS + NO_UNIT + NO_UNIT);
    copy.images("solo", 1, 2, 5);
    copy.images("pair_left", 1);
    copy.images("unnamed", 3);
    copy.file("batch1/pair.mp4");
    copy.file("batch1/valid.MP4");
    copy.file("batch1/stranger.avi");
  }

  @Test
  void everybodyAnnotatedPicturedOrFilmedIsThereOnce() throws IOException {
    assertThat(people().keySet())
        .containsExactlyInAnyOrder("solo", "pair_left", "valid", "unnamed", "stranger");
  }

  @Test
  void annotationsOfBothTasksMeetInThePerson() throws IOException {
    AffWildPerson solo = people().get("solo");

    assertThat(solo.train().keySet()).containsExactlyInAnyOrder(EXPRESSION, ACTION_UNITS);
    assertThat(solo.validation()).isEmpty();
    assertThat(solo.frames()).isEqualTo(5);
    assertThat(people().get("valid").frames()).isEqualTo(2);
    assertThat(people().get("valid").train()).isEmpty();
  }

  @Test
  void theRecordingOfTwoPeopleIsThatOfTheirVideo() throws IOException {
    AffWildPerson left = people().get("pair_left");

    assertThat(left.recording()).contains(root.resolve("batch1/pair.mp4"));
    assertThat(left.person()).isEqualTo(Person.LEFT);
    assertThat(left.video()).isEqualTo("pair");
    assertThat(people().get("solo").recording()).isEmpty();
    assertThat(people()).doesNotContainKey("pair");
  }

  @Test
  void aRecordingOfOnePersonIsTheirsAlone() throws IOException {
    copy.file("batch1/pair_left.mp4");

    assertThat(people().get("pair_left").person()).isEqualTo(Person.ONLY);
  }

  @Test
  void withoutAListWhomATaskDoesNotAnnotateIsSubmitted() throws IOException {
    Map<String, AffWildPerson> people = people();

    assertThat(people.get("solo").test()).isEmpty();
    assertThat(people.get("pair_left").test()).containsExactly(ACTION_UNITS);
    assertThat(people.get("stranger").test()).containsExactlyInAnyOrder(EXPRESSION, ACTION_UNITS);
  }

  @Test
  void aListSaysWhoIsSubmitted() throws IOException {
    Path list = Files.writeString(root.resolve("expr.lst"), "stranger.txt\n\n unnamed\nvalid\n");

    Map<String, AffWildPerson> people = people(Map.of(EXPRESSION, list));

    assertThat(people.get("stranger").test()).contains(EXPRESSION);
    assertThat(people.get("unnamed").test()).contains(EXPRESSION);
    // Annotated: measured on, not submitted.
    assertThat(people.get("valid").test()).isEmpty();
    assertThat(people.get("pair_left").test()).containsExactly(ACTION_UNITS);
  }

  @Test
  void theTranscriptLiesBesideTheRecording() throws IOException {
    copy.file("batch1/pair.srt");
    copy.file("elsewhere/valid.srt");

    assertThat(people().get("pair_left").transcript()).contains(root.resolve("batch1/pair.srt"));
    assertThat(people().get("valid").transcript()).isEmpty();

    copy.file("batch1/pair.vtt");
    assertProblem("pair.mp4: expected one transcript beside it", "pair.srt", "pair.vtt");
  }

  @Test
  void everybodyWithoutMediaIsNamedAtOnce() throws IOException {
    copy.annotate(EXPRESSION, "Train_Set", "gone", EXPRESSIONS + "0\n");
    Path list = Files.writeString(root.resolve("expr.lst"), "lost\n");

    assertThatThrownBy(() -> people(Map.of(EXPRESSION, list)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected cropped_aligned/NAME or NAME.mp4")
        .hasMessageContaining("found neither of [gone, lost]");
  }

  @Test
  void nobodyIsLearnedFromAndMeasuredOn() throws IOException {
    copy.annotate(EXPRESSION, "Validation_Set", "solo", EXPRESSIONS + "0\n");

    assertProblem("one split of 'EXPR_Classification_Challenge'", "[solo] in both");
  }

  @Test
  void twoRecordingsOfOneNameAreRefused() throws IOException {
    copy.file("batch2/valid.mkv");

    assertProblem("expected one recording per video", "valid.mkv", "keep one");
  }

  private void assertProblem(String... parts) {
    assertThatThrownBy(this::people)
        .isInstanceOf(IOException.class)
        .satisfies(e -> assertThat(e.getMessage()).contains(parts));
  }

  private Map<String, AffWildPerson> people() throws IOException {
    return people(Map.of());
  }

  private Map<String, AffWildPerson> people(Map<AffWildTask, Path> lists) throws IOException {
    List<AffWildPerson> people = AffWildPeople.read(new AffWild(root), lists);
    return people.stream().collect(Collectors.toMap(AffWildPerson::name, Function.identity()));
  }
}
