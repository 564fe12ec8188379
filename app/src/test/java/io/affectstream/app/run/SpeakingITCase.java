package io.affectstream.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.affectstream.app.cli.Affect;
import io.affectstream.features.testing.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose voice it is, with the default bundle: an angry voice, somebody who talks, a listener. */
@Timeout(600)
class SpeakingITCase {

  private static final List<String> SINGLE = List.of("bbaf2n", "lrwp9a");

  @TempDir static Path folder;
  private static Path auto;
  private static Path off;

  @BeforeAll
  static void analyse() throws IOException {
    MadeMedia media = new MadeMedia(folder);
    Path talks = MadeMedia.clip("lbax4n.mpg");
    Path listens = MadeMedia.clip("brbk7n.mpg");
    Path angry = TestData.require("emodb/flac/13a01Wb.flac");
    Path pair = media.besideListener("pair.mkv", talks, listens, angry);
    Path silent = media.silent("silent.mkv", pair);
    Path narrated = media.besideListener("narrated.mkv", listens, listens, angry);
    auto = folder.resolve("auto");
    off = folder.resolve("off");
    analyse(auto, "auto", pair, silent, narrated);
    analyse(off, "off", pair);
  }

  private static void analyse(Path out, String speaking, Path... made) throws IOException {
    List<String> arguments = new java.util.ArrayList<>();
    arguments.addAll(List.of("analyze", "--out", out.toString()));
    arguments.addAll(List.of("--set", "vision.speaking=" + speaking));
    for (Path recording : made) {
      arguments.add(recording.toString());
    }
    SINGLE.forEach(clip -> arguments.add(MadeMedia.clip(clip + ".mpg").toString()));
    Affect run = Affect.run(arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void angryVoiceLeavesTheListenerAsWithoutSound() throws Exception {
    Map<Long, FrameRow> silent = listener(rows(auto, "silent"));
    Map<Long, FrameRow> beside = listener(rows(auto, "pair"));

    long same =
        beside.values().stream()
            .filter(row -> row.expression().equals(silent.get(row.frame()).expression()))
            .count();

    assertThat(beside).hasSameSizeAs(silent);
    assertThat(same).isGreaterThanOrEqualTo(Math.round(0.9 * beside.size()));
    assertThat(beside.values())
        .extracting(row -> row.cells().get("speaking"))
        .filteredOn(cell -> !cell.isEmpty())
        .isNotEmpty()
        .allSatisfy(cell -> assertThat(Double.parseDouble(cell)).isLessThan(0.1));
  }

  @Test
  void theOneWhoTalksSpeaksAndTheSummaryCountsIt() throws Exception {
    JsonNode spoken = stream(auto, "pair").path("seconds_spoken");

    assertThat(spoken.size()).isEqualTo(1);
    assertThat(spoken.elements().next().asDouble()).isGreaterThan(1.5);
    assertThat(rows(auto, "pair")).noneMatch(row -> row.face() < 0);
  }

  @Test
  void offIsNotJudged() throws Exception {
    assertThat(rows(off, "pair"))
        .isNotEmpty()
        .allMatch(row -> row.cells().get("speaking").isEmpty());
    assertThat(stream(off, "pair").path("seconds_spoken")).isEmpty();
  }

  @Test
  void singlePeopleWhoTalkAreFusedAsWithoutIt() throws Exception {
    for (String clip : SINGLE) {
      assertThat(rows(auto, clip))
          .extracting(FrameRow::expression)
          .containsExactlyElementsOf(rows(off, clip).stream().map(FrameRow::expression).toList());
    }
  }

  private static List<FrameRow> rows(Path out, String stream) throws IOException {
    return FrameRow.read(out.resolve(stream + ".frames.csv"));
  }

  /** The rows of the face on the right. */
  private static Map<Long, FrameRow> listener(List<FrameRow> rows) {
    return rows.stream()
        .filter(row -> row.face() >= 0 && row.centreX() > 360)
        .collect(Collectors.toMap(FrameRow::frame, Function.identity()));
  }

  private static JsonNode stream(Path out, String name) throws IOException {
    JsonNode summary = new ObjectMapper().readTree(out.resolve("summary.json").toFile());
    for (JsonNode stream : summary.path("streams")) {
      if (stream.path("stream").asText().equals(name)) {
        return stream;
      }
    }
    throw new AssertionError(name + " is not in " + summary);
  }
}
