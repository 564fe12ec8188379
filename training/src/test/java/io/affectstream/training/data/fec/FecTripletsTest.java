package io.affectstream.training.data.fec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.affectstream.training.data.fec.FecTriplet.Decided;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FecTripletsTest {

  private static final String FACES =
      "\"http://farm1.example/1/a.jpg\",0.1,0.5,0.2,0.75,"
          + "\"http://farm2.example/2/b,c.jpg\",0,1,0,1,"
          + "\"http://farm3.example/3/d.jpg?x=1\",-0.01,0.3,0.5,1.02,";

  @TempDir private Path folder;

  @Test
  void readsFacesKindAndVotesOfAnyNumberOfAnnotators() throws IOException {
    List<FecTriplet> triplets =
        read(
            FACES + "TWO_CLASS_TRIPLET,7,3,8,3,9,1,10,3,11,3,12,2",
            FACES + "ONE_CLASS_TRIPLET,7,1,8,1,9,1,10,3,11,1,12,2,13,1");

    assertThat(triplets).hasSize(2);
    assertThat(triplets.get(0).faces().get(0))
        .isEqualTo(new FecFace("http://farm1.example/1/a.jpg", 0.1, 0.5, 0.2, 0.75));
    assertThat(triplets.get(0).faces().get(1).address()).endsWith("b,c.jpg");
    assertThat(triplets.get(0).kind()).isEqualTo(FecTriplet.Kind.TWO_CLASS_TRIPLET);
    assertThat(triplets.get(0).votes()).containsExactly(3, 3, 1, 3, 3, 2);
    assertThat(triplets.get(1).votes()).hasSize(7);
  }

  @Test
  void theFaceMostAnnotatorsChoseIsTheOddOne() throws IOException {
    FecTriplet triplet = read(FACES + "TWO_CLASS_TRIPLET,7,2,8,2,9,1,10,2,11,2,12,3").get(0);
    Decided decided = triplet.decided(0).orElseThrow();

    assertThat(decided.odd()).isEqualTo(triplet.faces().get(1));
    assertThat(decided.first()).isEqualTo(triplet.faces().get(0));
    assertThat(decided.second()).isEqualTo(triplet.faces().get(2));
    assertThat(decided.margin()).isEqualTo(0.2f);
  }

  @Test
  void marginsFollowTheKind() {
    assertThat(FecTriplet.Kind.ONE_CLASS_TRIPLET.margin()).isEqualTo(0.1f);
    assertThat(FecTriplet.Kind.TWO_CLASS_TRIPLET.margin()).isEqualTo(0.2f);
    assertThat(FecTriplet.Kind.THREE_CLASS_TRIPLET.margin()).isEqualTo(0.2f);
  }

  @Test
  void withoutAMajorityNothingIsDecided() {
    assertThat(voted(1, 1, 2, 2, 3).odd(0)).isEmpty();
    assertThat(voted(2, 2, 3, 3, 1).odd(0)).isEmpty();
    assertThat(voted(1, 2, 3).odd(0)).isEmpty();
    assertThat(voted(1, 1, 2, 3, 3, 3).odd(0)).hasValue(3);
    assertThat(voted(1, 1, 2, 2, 3, 3, 3).odd(0)).hasValue(3);
  }

  @Test
  void minShareOfAnnotatorsMustAgree() {
    assertThat(voted(1, 1, 1, 1, 2, 3).odd(2 / 3.0)).hasValue(1);
    assertThat(voted(1, 1, 1, 2, 2, 3).odd(2 / 3.0)).isEmpty();
  }

  @Test
  void imageIsTheLastPartOfTheAddress() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    Files.writeString(images.resolve("a.jpg"), "x");
    Files.writeString(images.resolve("b,c.jpg"), "x");
    FecImages fetched = new FecImages(images);
    List<FecFace> faces = read(FACES + "TWO_CLASS_TRIPLET,7,2").get(0).faces();

    assertThat(fetched.file(faces.get(0))).contains(images.resolve("a.jpg"));
    assertThat(fetched.file(faces.get(1))).contains(images.resolve("b,c.jpg"));
    assertThat(fetched.file(faces.get(2))).isEmpty();
    Files.writeString(images.resolve("d.jpg"), "x");
    assertThat(new FecImages(images).file(faces.get(2))).contains(images.resolve("d.jpg"));
  }

  @Test
  void selectionCountsWhatItLeavesOut() throws IOException {
    Path images = Files.createDirectories(folder.resolve("images"));
    for (String name : List.of("a.jpg", "b,c.jpg", "d.jpg")) {
      Files.writeString(images.resolve(name), "x");
    }
    List<FecTriplet> triplets =
        read(
            FACES + "TWO_CLASS_TRIPLET,7,2",
            FACES + "TWO_CLASS_TRIPLET,7,2,8,1",
            FACES.replace("a.jpg", "dead.jpg") + "TWO_CLASS_TRIPLET,7,2");
    FecImages.Selection selection = new FecImages(images).select(triplets, 0);

    assertThat(selection.triplets()).hasSize(1);
    assertThat(selection.undecided()).isEqualTo(1);
    assertThat(selection.withoutImage()).isEqualTo(1);
    assertThatThrownBy(() -> new FecImages(images).select(triplets.subList(1, 3), 0))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("of at least one of 2 triplets, found none (1 undecided)");
  }

  @Test
  void errorsNameFileLineExpectedAndFound() {
    String kind = "TWO_CLASS_TRIPLET,7,2";
    expectProblem(FACES + "TWO_CLASS_TRIPLET", "line 2: expected 16 cells, then");
    expectProblem(FACES + kind + ",8", "found '19 cells'");
    expectProblem(FACES + "FOUR_CLASS_TRIPLET,7,2", "expected one of [ONE_CLASS_TRIPLET");
    expectProblem(FACES + "TWO_CLASS_TRIPLET,7,4", "a vote 1, 2 or 3 in cell 18, found '4'");
    expectProblem(FACES.replace("0.75", "abc") + kind, "in cell 5, found 'abc'");
    expectProblem(FACES.replace("0.75", "75") + kind, "in cell 5, found '75'");
    expectProblem(FACES.replace("0.75", "0.1") + kind, "a box with left < right");
    expectProblem("\"" + FACES + kind, "a closing quote");
  }

  @Test
  void anEmptyFileIsRefused() {
    assertThatThrownBy(() -> read(""))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("expected triplets, found none");
  }

  private void expectProblem(String line, String text) {
    assertThatThrownBy(() -> read(FACES + "TWO_CLASS_TRIPLET,7,2", line))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("fec.csv, line 2: ")
        .hasMessageContaining(text);
  }

  private List<FecTriplet> read(String... lines) throws IOException {
    return FecTriplets.read(
        Files.writeString(folder.resolve("fec.csv"), String.join("\n", lines) + "\n"));
  }

  private static FecTriplet voted(Integer... votes) {
    FecFace face = new FecFace("x", 0, 1, 0, 1);
    return new FecTriplet(
        List.of(face, face, face), FecTriplet.Kind.ONE_CLASS_TRIPLET, List.of(votes));
  }
}
