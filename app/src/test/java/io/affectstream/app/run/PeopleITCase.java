package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Identities and episodes in real media with the default bundle: people whose order of size
 * changes, slow video, video with changing size.
 */
@Timeout(600)
class PeopleITCase {

  private static final List<String> CASES =
      List.of("lean_in.mp4", "slow104.mkv", "ladder.webm", "longcue");
  private static final List<String> CLIPS =
      List.of("bbaf2n", "brbk7n", "id2_vcd_swwp2s", "lbax4n", "lrwp9a", "swiz3n");

  @TempDir static Path folder;
  private static Path out;
  private static Affect analysed;

  @BeforeAll
  static void analyse() throws IOException {
    out = folder.resolve("out");
    List<String> arguments = new ArrayList<>(List.of("analyze", "--out", out.toString()));
    Path speech = folder.resolve("longcue.mpg");
    Files.copy(TestData.require("media/bbaf2n.mpg"), speech);
    for (String name : CASES) {
      arguments.add(
          name.equals("longcue")
              ? speech.toString()
              : TestData.require("cases/" + name).toString());
    }
    CLIPS.forEach(clip -> arguments.add(TestData.require("media/" + clip + ".mpg").toString()));
    arguments.add(TestData.require("media/pyfeat_face_noface.mov").toString());
    arguments.add("--transcript=longcue=" + TestData.require("cases/longcue.srt"));
    analysed = Affect.run(arguments.toArray(String[]::new));
  }

  private static List<FrameRow> rows(Path folder, String stream) throws IOException {
    return FrameRow.read(folder.resolve(stream + ".frames.csv"));
  }

  private static List<JsonNode> closedEpisodes() throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<JsonNode> closed = new ArrayList<>();
    for (String line : Files.readAllLines(out.resolve("events.jsonl"))) {
      JsonNode event = json.readTree(line);
      if (event.path("kind").asText().equals("EPISODE_CLOSED")) {
        closed.add(event);
      }
    }
    return closed;
  }

  private static JsonNode summary(Path folder) throws IOException {
    return new ObjectMapper().readTree(folder.resolve("summary.json").toFile());
  }

  private static void assertRowsOfTwoFaces(Path folder) throws IOException {
    assertThat(rows(folder, "lean_in"))
        .extracting(row -> row.frame() + " " + row.face())
        .containsExactlyElementsOf(
            IntStream.range(0, 150).mapToObj(i -> i / 2 + " " + i % 2).toList());
  }

  @Test
  void aRunOfOrdinaryAndOddFilesEndsAndLosesNothing() throws Exception {
    assertThat(analysed.code()).as(analysed.err()).isZero();
    assertThat(summary(out).at("/dead_letters/total").asInt()).isZero();
    for (JsonNode stream : summary(out).path("streams")) {
      assertThat(stream.path("closed").asText()).isEqualTo("END_OF_STREAM");
      assertThat(stream.path("repeats_left_out").asInt()).isZero();
    }
  }

  @Test
  void twoPeopleWhoseOrderBySizeChangesKeepTheirIdsAndTheirOrder() throws Exception {
    assertRowsOfTwoFaces(out);
    assertThat(rows(out, "lean_in").stream().filter(row -> row.face() == 0))
        .as("one side of the image")
        .extracting(row -> row.centreX() < 360)
        .hasSize(75)
        .containsOnly(rows(out, "lean_in").get(0).centreX() < 360);
  }

  @ParameterizedTest
  @ValueSource(strings = {"slow104", "ladder"})
  void oneIdFromTheFirstFrameOn(String stream) throws Exception {
    assertThat(rows(out, stream)).isNotEmpty().extracting(FrameRow::face).containsOnly(0);
  }

  @Test
  void wordsBesideAnEndlessCueAreKept() throws Exception {
    assertThat(rows(out, "longcue")).hasSize(75).anyMatch(row -> row.words() > 0);
  }

  @Test
  void facesBeyondTheLimitAreCountedInSummaryAndTerminal() throws Exception {
    Path one = folder.resolve("one");
    Affect run =
        Affect.run(
            "analyze",
            TestData.require("cases/lean_in.mp4").toString(),
            "--set=vision.max-faces=1",
            "--out",
            one.toString());
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(rows(one, "lean_in")).hasSize(75);
    assertThat(summary(one).at("/streams/0/faces_beyond_limit/frames").asInt()).isEqualTo(75);
    assertThat(summary(one).at("/streams/0/faces_beyond_limit/max_per_frame").asInt()).isOne();
    assertThat(run.out()).contains("more faces than vision.max-faces in 75 frames");
    assertThat(summary(out).at("/streams/0/faces_beyond_limit/frames").asInt()).isZero();
    assertThat(analysed.out()).doesNotContain("vision.max-faces");
  }

  @Test
  void episodesOfAnActionUnitHoldLittleMoreThanTheFramesInWhichItIsActive() throws Exception {
    Map<String, Integer> active = new HashMap<>();
    Map<String, Integer> within = new HashMap<>();
    List<JsonNode> episodes = closedEpisodes();
    for (String stream : Stream.concat(CLIPS.stream(), Stream.of("pyfeat_face_noface")).toList()) {
      for (FrameRow row : rows(out, stream)) {
        row.cells().keySet().stream()
            .filter(column -> column.endsWith("_c") && row.cells().get(column).equals("1"))
            .forEach(column -> active.merge(column.replace("_c", ""), 1, Integer::sum));
        episodes.stream()
            .filter(episode -> episode.path("stream").asText().equals(stream))
            .filter(episode -> episode.has("action_unit") && holds(episode, row))
            .forEach(
                episode -> within.merge(episode.path("action_unit").asText(), 1, Integer::sum));
      }
    }
    assertThat(within).isNotEmpty();
    within.forEach(
        (unit, frames) ->
            assertThat(frames).as(unit).isLessThanOrEqualTo((int) (1.3 * active.get(unit))));
  }

  private static boolean holds(JsonNode episode, FrameRow row) {
    return episode.path("face").asInt() == row.face()
        && episode.path("onset").asDouble() <= row.seconds()
        && row.seconds() <= episode.path("offset").asDouble();
  }

  @Test
  void noEpisodeIsShorterThanTheMinimum() throws Exception {
    Map<String, Integer> kinds = new HashMap<>();
    for (JsonNode episode : closedEpisodes()) {
      kinds.merge(episode.has("expression") ? "expression" : "unit", 1, Integer::sum);
      double seconds = episode.path("offset").asDouble() - episode.path("onset").asDouble();
      boolean slow = episode.path("stream").asText().equals("slow104");
      assertThat(seconds + (slow ? 1.04 : 0.04)).isGreaterThan(0.199);
    }
    assertThat(kinds).containsKeys("expression", "unit");
  }
}
