package io.affectstream.app.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts as equal, and the report of the first difference. */
class VerificationTest {

  @TempDir Path folder;

  private ResultSpool expected;
  private ResultSpool found;

  @BeforeEach
  void open() throws Exception {
    expected = new ResultSpool(folder.resolve("expected"));
    found = new ResultSpool(folder.resolve("found"));
  }

  private static void rows(ResultSpool side, String stream, String... probabilities)
      throws Exception {
    for (int i = 0; i < probabilities.length; i++) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("frame", Integer.toString(i));
      row.put("timestamp", i + ".000000");
      row.put("p_Fear", probabilities[i]);
      side.add(stream, ResultKind.FRAME, row);
    }
  }

  private static void open(ResultSpool side, String stream) throws Exception {
    side.add(stream, ResultKind.EVENT, Map.of("kind", "STREAM_OPENED"));
  }

  private static void close(ResultSpool side, String stream, String why) throws Exception {
    side.add(stream, ResultKind.EVENT, Map.of("kind", "STREAM_CLOSED", "detail", why));
  }

  private VerificationResult compare(double tolerance, String... only) throws Exception {
    expected.seal();
    found.seal();
    return Verification.of(expected, found, Set.of(only), new Tolerance(tolerance));
  }

  @Test
  void theInterleavingOfStreamsDoesNotMatterButTheOrderWithinOneDoes() throws Exception {
    rows(expected, "a", "0.1", "0.2");
    rows(expected, "b", "0.3");
    rows(found, "b", "0.3");
    rows(found, "a", "0.1", "0.2");
    assertThat(compare(0))
        .isEqualTo(new VerificationResult(2, 3, 0, 0, Optional.empty(), List.of()));
  }

  /** Topics are read one after the other: the rows of all streams may precede any event. */
  @Test
  void eventsThatComeAfterTheRowsOfAllStreamsAreKeptApart() throws Exception {
    for (ResultSpool side : List.of(expected, found)) {
      rows(side, "a", "0.1");
      rows(side, "b", "0.3");
      open(side, "a");
      open(side, "b");
      close(side, "b", "END_OF_STREAM");
    }
    close(expected, "a", "END_OF_STREAM");
    close(found, "a", "LIMIT");
    VerificationResult result = compare(0);
    assertThat(result.events()).isEqualTo(4);
    assertThat(result.differing()).isOne();
    assertThat(result.first().orElseThrow().stream()).isEqualTo("a");
  }

  @Test
  void theFirstDifferenceHasItsPlaceAndBothRecords() throws Exception {
    rows(expected, "a", "0.1", "0.2", "0.3");
    rows(found, "a", "0.1", "0.25", "0.35");
    rows(expected, "b", "0.1");
    VerificationResult result = compare(0);
    assertThat(result.differing()).isEqualTo(2);
    assertThat(result.first().orElseThrow().text())
        .isEqualTo(
            """
            first difference: stream a, row 1 (frame 1, timestamp 1.000000)
              p_Fear: expected 0.2, found 0.25
            expected: {"frame":"1","timestamp":"1.000000","p_Fear":"0.2"}
            found:    {"frame":"1","timestamp":"1.000000","p_Fear":"0.25"}\
            """);
  }

  @Test
  void aMissingAndAFurtherRecordAreDifferences() throws Exception {
    rows(expected, "missing", "0.1", "0.2");
    rows(found, "missing", "0.1");
    VerificationResult missing = compare(0, "missing");
    assertThat(missing.first().orElseThrow().found()).isEmpty();
    assertThat(missing.first().orElseThrow().text()).endsWith("found:    no further record");
    open();
    rows(expected, "further", "0.1");
    rows(found, "further", "0.1", "0.2");
    assertThat(compare(0).first().orElseThrow().expected()).isEmpty();
  }

  @Test
  void aStreamThatOnlyOneSideHasIsADifferenceUnlessOnlyOthersAreAskedFor() throws Exception {
    rows(expected, "a", "0.1");
    rows(found, "a", "0.1");
    rows(found, "b", "0.1");
    assertThat(compare(0).first().orElseThrow().stream()).isEqualTo("b");
    assertThat(compare(0, "a").isEqual()).isTrue();
  }

  @Test
  void toleranceIsForMeasuresOnly() throws Exception {
    rows(expected, "a", "0.100000");
    rows(found, "a", "0.100001");
    assertThat(compare(0).isEqual()).isFalse();
    assertThat(compare(2e-6).isEqual()).isTrue();
    Tolerance wide = new Tolerance(10);
    assertThat(wide.accepts("timestamp", "1.000000", "1.000001")).isFalse();
    assertThat(wide.accepts("frame", "1", "2")).isFalse();
    assertThat(wide.accepts("p_Fear", "0.1", null)).isFalse();
    assertThat(wide.accepts("expression", "Fear", "Anger")).isFalse();
    assertThatThrownBy(() -> new Tolerance(-1)).hasMessageContaining("at least 0, found -1");
  }

  @Test
  void aStreamThatTheEarlierRunHadNotClosedIsComparedAsFarAsItGoes() throws Exception {
    rows(expected, "a", "0.1");
    open(expected, "a");
    rows(found, "a", "0.1", "0.2");
    open(found, "a");
    close(found, "a", "END_OF_STREAM");
    VerificationResult result = compare(0);
    assertThat(result.isEqual()).isTrue();
    assertThat(result.notes())
        .containsExactly(
            "a: the earlier run had not closed it; only its first 1 rows were compared",
            "a: the earlier run had not closed it; only its first 1 events were compared");
  }

  @Test
  void silenceIsNotInTheArchiveButAnEndIs() throws Exception {
    for (String why : List.of("IDLE", "END_OF_STREAM")) {
      open();
      rows(expected, "a", "0.1", "0.2");
      open(expected, "a");
      close(expected, "a", why);
      rows(found, "a", "0.1");
      open(found, "a");
      assertThat(compare(0).isEqual()).as(why).isEqualTo(why.equals("IDLE"));
    }
  }

  @Test
  void whatTheEarlierRunDoesNotHaveAtAllIsNotCompared() throws Exception {
    open(expected, "a");
    open(found, "a");
    rows(found, "a", "0.1");
    VerificationResult result = compare(0);
    assertThat(result.isEqual()).isTrue();
    assertThat(result.notes()).contains("the earlier run has no rows; they were not compared");
  }
}
